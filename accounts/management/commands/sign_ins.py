import datetime

from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils import timezone

from accounts.models import SignIn
from accounts.services.sign_ins import fingerprint
from core.formatting.email_addresses import address_of


class Command(BaseCommand):
    help = (
        "List who signed in or tried to, the latest last: for the operator, with the owner's or the sealer's address."
    )

    def add_arguments(self, parser):
        parser.add_argument("--email", help="of this address only, whether anybody has an account with it or not")
        parser.add_argument("--days", type=int, default=7, help="how many days back (7)")

    def handle(self, *, email, days, **options):
        if "owner" not in connections:
            raise CommandError("DATABASE_OWNER_URL is not set: the application cannot read this log.")
        since = timezone.now() - datetime.timedelta(days=days)
        found = SignIn.objects.using("owner").filter(at__gte=since).select_related("user").order_by("at")
        if email:
            found = found.filter(user__email=address_of(email)) | found.filter(fingerprint=fingerprint(email))
        for entry in found.iterator():
            who = entry.user.email if entry.user else f"no account, {entry.fingerprint[:12]}"
            self.stdout.write(f"{entry.at:%Y-%m-%d %H:%M:%S}Z  {entry.get_outcome_display():<15} {entry.ip}  {who}")
