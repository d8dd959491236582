"""A record's version is what its history says, however it was written."""

import pytest
from django.db import connection

from core.db.tenancy import partnership_scope
from core.history.revisions import NoSuchVersion, as_of, last_change, version_of
from partnership.models import Agency
from tests.factories import AgencyFactory, UserFactory


def test_each_write_is_a_version_also_by_bulk_and_raw_statements(in_darlington):
    agency = AgencyFactory(name="First")
    assert version_of(agency) == 1

    Agency.objects.filter(pk=agency.pk).update(name="Second")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE partnership_agency SET name = 'Third' WHERE id = %s", [agency.pk])

    assert version_of(agency) == 3
    assert [as_of(agency, version)["name"] for version in (1, 2, 3)] == ["First", "Second", "Third"]


def test_a_write_that_changes_nothing_is_no_version(in_darlington):
    agency = AgencyFactory()
    agency.save()

    assert version_of(agency) == 1


def test_an_unsaved_record_has_no_version(in_darlington):
    assert version_of(Agency(name="Not yet")) == 0


@pytest.mark.parametrize("version", [-1, 0, 2, 10**30])
def test_a_version_that_never_was_is_refused(in_darlington, version):
    with pytest.raises(NoSuchVersion):
        as_of(AgencyFactory(), version)


def test_the_last_change_names_its_author_and_moment(darlington):
    first, second = UserFactory(), UserFactory()
    with partnership_scope(darlington, by=first):
        agency = AgencyFactory()
    with partnership_scope(darlington, by=second):
        Agency.objects.filter(pk=agency.pk).update(name="Theirs")

        by, at = last_change(agency)
    assert by == second
    assert at.tzinfo is not None


def test_nobody_is_named_where_the_portal_wrote(in_darlington):
    assert last_change(AgencyFactory())[0] is None
