"""How to reach the agencies."""

from django.db import transaction

from core.records.writing import made, written
from partnership.models import Contact
from partnership.services.records import refuse_beyond


@transaction.atomic
def add(*, by, **values) -> Contact:
    refuse_beyond(values["agency"], values.get("ends_on"))
    return made(Contact, **values)


@transaction.atomic
def change(*, contact: Contact, by, **values) -> Contact:
    """Raises `ValidationError` where it would hold longer than its agency."""
    refuse_beyond(contact.agency, values.get("ends_on", contact.ends_on))
    return written(contact, **values)
