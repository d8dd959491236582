from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.services import second_factor
from core.formatting.email_addresses import address_of


class Command(BaseCommand):
    help = "Takes away somebody's lost authenticator app: for operators, whom no partnership looks after."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, email, **options):
        user = User.objects.filter(email=address_of(email)).first()
        if user is None or second_factor.of(user) is None:
            raise CommandError(f"{email} has no account with an authenticator app.")
        second_factor.remove(user=user, by=user)
        self.stdout.write(f"{email} is signed out everywhere, and sets up an app when next signing in.")
