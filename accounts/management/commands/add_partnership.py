import sys

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from accounts.founding import found
from core.models import Partnership
from core.settings.brand import DEFAULT_COLOUR

MEANS = {
    Partnership.Kind.CHILDREN: "a children's safeguarding partnership",
    Partnership.Kind.ADULTS: "a safeguarding adults board",
    Partnership.Kind.BOTH: "one board for both",
    Partnership.Kind.JOINT: "a body that several partnerships own together: name each with --member",
}


class Command(BaseCommand):
    help = "Adds a partnership and the account of its first manager, as the database's owner."

    def add_arguments(self, parser):
        parser.add_argument("slug", help="its name in every address, such as darlington")
        parser.add_argument("name", help="its full name")
        parser.add_argument("--manager", required=True, metavar="EMAIL", help="who runs the business unit")
        parser.add_argument("--manager-name", default="", metavar="NAME")
        parser.add_argument("--short-name", default="", metavar="NAME", help="how tables and charts call it")
        kinds = ", ".join(f"{kind.value} ({MEANS[kind]})" for kind in Partnership.Kind)
        parser.add_argument(
            "--kind",
            default=Partnership.Kind.CHILDREN,
            choices=Partnership.Kind.values,
            metavar="KIND",
            help=f"{kinds}; children unless told otherwise",
        )
        parser.add_argument("--colour", default=DEFAULT_COLOUR, metavar="#RRGGBB")
        parser.add_argument("--member", action="append", default=[], metavar="SLUG", help="of a joint body; repeat it")
        parser.add_argument(
            "--invite", action="store_true", help="mail the manager a link instead of printing a password"
        )
        parser.add_argument("--password-from-stdin", action="store_true", help="else one is made up and printed once")

    def handle(self, **options):
        if "owner" not in connections:
            raise CommandError("DATABASE_OWNER_URL is not set: only the owner of the database may add a partnership.")
        try:
            founded = found(
                slug=options["slug"],
                name=options["name"],
                email=options["manager"],
                kind=options["kind"],
                colour=options["colour"],
                short_name=options["short_name"],
                members=options["member"],
                manager_name=options["manager_name"],
                invites=options["invite"],
                password=sys.stdin.readline().rstrip("\n") if options["password_from_stdin"] else "",
            )
        except ValidationError as reasons:
            raise CommandError(" ".join(reasons.messages)) from reasons
        self._say(founded)

    def _say(self, founded):
        self.stdout.write(f"{founded.partnership.name} is at /{founded.partnership.slug}/.")
        if founded.is_invited:
            self.stdout.write(f"{founded.manager.email} is emailed a link, as soon as a worker runs.")
        elif not founded.is_new_account:
            self.stdout.write(f"{founded.manager.email} has an account already and signs in as before.")
        elif founded.password:
            self.stdout.write(f"{founded.manager.email} signs in with this password, shown once: {founded.password}")
        else:
            self.stdout.write(f"{founded.manager.email} signs in with the password that was given.")
