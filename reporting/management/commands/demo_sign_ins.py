from django.core.management.base import BaseCommand

from accounts.roles import ROLES, Role
from reporting import demo_loading as demo


class Command(BaseCommand):
    help = "Prints who can sign in to the demo, and how."

    def handle(self, **options):
        self.stdout.write(f"Sign in with the password {demo.PASSWORD} as")
        for person in demo.read(demo.FOLDER / "people.toml")["person"]:
            held = person.get("roles", [])
            roles = ", ".join(f"{ROLES[Role(one['role'])].name} ({one['partnership']})" for one in held)
            roles = roles or "Operator of the portal, in no partnership"
            self.stdout.write(f"  {person['email']:<36}{roles}")
