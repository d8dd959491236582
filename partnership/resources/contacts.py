from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from core.formatting.email_addresses import address_of
from core.formatting.mailboxes import validate_mailbox
from core.formatting.telephones import validate_telephone
from core.imports.columns import Column
from core.imports.references import Reference
from core.imports.returning import ReturningRecords
from core.imports.values import Day, Text, YesNo
from partnership.models import Contact
from partnership.resources.directories import agencies


class Telephone(Text):
    shape = "A telephone number, such as 0191 498 0123 or 101"

    def clean(self, value, row=None, **kwargs):
        number = super().clean(value)
        try:
            validate_telephone(number)
        except ValidationError as error:
            raise ValueError(error.message) from None
        return number


class Email(Text):
    shape = "An email address, such as name@example.org"

    def clean(self, value, row=None, **kwargs):
        address = address_of(super().clean(value))
        try:
            validate_email(address)
        except ValidationError:
            raise ValueError(f"“{address[:60]}” is not an email address; write it like name@example.org") from None
        try:
            validate_mailbox(address)
        except ValidationError as error:
            raise ValueError(error.message) from None
        return address


class ContactRecords(ReturningRecords):
    """A contact is known by its agency and by what it is for."""

    agency = Column(
        "Agency", "agency_id", Reference(agencies, "Darlington Borough Council", "The name of an agency"), required=True
    )
    purpose = Column("For what", "purpose", Text("Worried about a child"), required=True)
    telephone = Column("Telephone", "telephone", Telephone("0191 498 0123"))
    email = Column("Email", "email", Email("first.contact@example.org"))
    hours = Column("Open", "hours", Text("Monday to Friday, 9am to 5pm"))
    is_public = Column("Public", "is_public", YesNo("where anybody may know it: reports and the public page show it"))
    starts_on = Column("Starts on", "starts_on", Day())
    ends_on = Column("Ends on", "ends_on", Day(""))
    note = Column("Note", "note", Text(is_line=False))

    class Meta(ReturningRecords.Meta):
        model = Contact
        import_id_fields = ("agency", "purpose")

    def check(self, instance):
        super().check(instance)
        if not instance.telephone and not instance.email:
            self.refuse("Telephone", "the row has neither a telephone number nor an email address")
