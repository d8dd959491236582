"""What is kept for a while goes by itself."""

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.utils import timezone

from accounts.roles import Role
from core.db.session_store import SessionStore
from core.db.tenancy import partnership_scope
from core.jobs.cleanup import RECEIPT_LASTS
from core.models import Draft, Receipt
from core.submissions import drafts
from core.tasks import clean_up

pytestmark = pytest.mark.django_db
MINUTE = timezone.timedelta(minutes=1)


def keep(partnership, user, age, model, moment, **fields):
    with partnership_scope(partnership):
        row = model.objects.create(partnership=partnership, user=user, **fields)
        model.objects.filter(pk=row.pk).update(**{moment: timezone.now() - age})


def test_drafts_and_receipts_go_when_they_are_old_and_no_sooner(darlington, durham, member):
    for place in (darlington, durham):
        user, month = member(place, Role.OFFICER), timezone.timedelta(days=drafts.DAYS)
        for name, more in (("old", MINUTE), ("young", -MINUTE)):
            keep(place, user, month + more, Draft, "saved_at", path=f"/{name}/")
            keep(place, user, RECEIPT_LASTS + more, Receipt, "at", went_to=f"/{name}/")

    clean_up()
    clean_up()

    for place in (darlington, durham):
        with partnership_scope(place):
            assert Draft.objects.get().path == Receipt.objects.get().went_to == "/young/"


def test_sessions_that_are_over_go(darlington):
    stores = [SessionStore(), SessionStore()]
    for store, seconds in zip(stores, (-60, 60), strict=True):
        store.set_expiry(timezone.now() + timezone.timedelta(seconds=seconds))
        store.save()

    clean_up()

    for store in stores:
        store.set_expiry(60)
    with pytest.raises(UpdateError):
        stores[0].save()
    stores[1].save()
