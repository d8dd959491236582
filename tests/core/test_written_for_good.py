"""Whatever is written for good says by itself who wrote it and when, whatever the statement says of either."""

import datetime

import pytest
from django.db import models, transaction
from django.utils import timezone

from accounts.models import HandOver, Membership
from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.models import Override, PublicValue
from core.row_level_security.tenants import tenant_models
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
LONG_AGO = datetime.datetime(2001, 1, 1, tzinfo=datetime.UTC)


def test_each_record_that_is_written_for_good_is_dated_by_the_database():
    for_good = [model for model in tenant_models() if getattr(model, "append_only", False)]

    for model in for_good:
        moments = {field.column for field in model._meta.concrete_fields if isinstance(field, models.DateTimeField)}
        assert set(model.written[:1]) == moments, model
    assert len(for_good) > 3


def facts(model, member):
    if model is HandOver:
        membership = Membership.objects.get(user=member)
        return {"membership": membership, "kind": "a", "what": "b", "to": member, "by": UserFactory()}
    told = {"key": "name", "value": "A", "from_on": LONG_AGO.date(), "made_at": LONG_AGO}
    return told | ({"reason": "c", "made_by": UserFactory()} if model is Override else {})


@pytest.mark.parametrize("model", [HandOver, Override, PublicValue])
def test_the_writer_says_neither_who_nor_when(darlington, member, model):
    manager = member(darlington, Role.MANAGER)
    at, *by = model.written
    before = timezone.now()

    with partnership_scope(darlington, by=manager), transaction.atomic():
        row = model(partnership=darlington, **facts(model, manager))
        setattr(row, at, LONG_AGO)
        model.objects.bulk_create([row])
        kept = model.objects.get()

    assert before <= getattr(kept, at) <= timezone.now()
    assert [getattr(kept, one) for one in by] == [manager.pk] * len(by)
