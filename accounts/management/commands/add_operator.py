import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import connections

from accounts.models import Operator, User
from core.formatting.email_addresses import address_of


class Command(BaseCommand):
    help = "Makes somebody an operator, who sees which partnerships there are and nothing in them; as the owner."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--name", default="Operator", help="of an account that is new")

    def handle(self, email, name, **options):
        if "owner" not in connections:
            raise CommandError("DATABASE_OWNER_URL is not set: only the owner of the database may add an operator.")
        email = address_of(email)
        try:
            validate_email(email)
        except ValidationError as reasons:
            raise CommandError(" ".join(reasons.messages)) from reasons
        user = User.objects.filter(email=email).first()
        if user is None:
            password = secrets.token_urlsafe(15)
            validate_password(password)
            user = User.objects.create_user(email, name, password)
            self.stdout.write(f"{email} signs in with this password, shown once: {password}")
        _, is_new = Operator.objects.using("owner").get_or_create(user_id=user.pk)
        self.stdout.write(f"{email} is {'now' if is_new else 'already'} an operator, and needs a second factor.")
