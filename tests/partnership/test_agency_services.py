"""Agencies through time: added, renamed, under one name on each day."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.models import Organisation
from partnership.models import Agency, FormerName
from partnership.services import agencies, former_names
from tests import factories

APRIL = datetime.date(2026, 4, 1)
LAST = datetime.date(2026, 3, 31)
SINCE = datetime.date(2020, 1, 1)

pytestmark = pytest.mark.usefixtures("in_darlington")


def test_a_new_agency_takes_the_organisation_that_others_use():
    known = factories.OrganisationFactory(name="Durham Constabulary")

    agency = agencies.add(name="Police", organisation="DURHAM constabulary", by=None)
    other = agencies.add(name="Council", by=None)

    assert agency.organisation == known
    assert other.organisation == Organisation.objects.get(name="Council")


def test_two_agencies_never_share_a_name():
    agencies.add(name="The Council", by=None)

    with pytest.raises(ValidationError, match="There is an agency called “The Council” already"):
        agencies.add(name="the council", by=None)


def test_who_represents_whom_never_goes_round():
    first = factories.AgencyFactory()
    second = factories.AgencyFactory(represented_by=first)

    with pytest.raises(ValidationError, match="circle"):
        agencies.change(agency=first, represented_by=second, by=None)


def test_a_rename_keeps_the_old_name_until_the_day_before():
    agency = factories.AgencyFactory(name="Old Council", starts_on=SINCE)

    agencies.rename(agency=agency, name="New Council", from_on=APRIL, by=None)

    agency = Agency.objects.with_names().get()
    assert (agency.name_on(LAST), agency.name_on(APRIL)) == ("Old Council", "New Council")
    former = FormerName.objects.get()
    assert (former.used_from, former.used_until) == (SINCE, LAST)


def test_a_name_is_not_given_before_its_day():
    agency = factories.AgencyFactory(name="Old Council")

    with pytest.raises(ValidationError, match="must be today or earlier"):
        agencies.rename(agency=agency, name="New", from_on=timezone.localdate() + datetime.timedelta(days=1), by=None)


def test_a_second_rename_begins_where_the_first_one_did():
    agency = factories.AgencyFactory(name="One")
    agencies.rename(agency=agency, name="Two", from_on=SINCE, by=None)
    agencies.rename(agency=agency, name="Three", from_on=APRIL, by=None)

    second = FormerName.objects.get(name="Two")

    assert (second.used_from, second.used_until) == (SINCE, LAST)
    with pytest.raises(ValidationError, match="must begin later"):
        agencies.rename(agency=agency, name="Four", from_on=LAST, by=None)


def test_no_agency_has_two_names_on_one_day():
    agency = factories.AgencyFactory()
    factories.FormerNameFactory(agency=agency, name="Old", used_from=SINCE, used_until=LAST)

    with pytest.raises(ValidationError, match="the days overlap"):
        former_names.add(agency=agency, name="Older", used_from=None, used_until=SINCE, by=None)
    older = former_names.add(
        agency=agency, name="Older", used_from=None, used_until=SINCE - datetime.timedelta(days=1), by=None
    )

    with pytest.raises(ValidationError, match="the days overlap"):
        former_names.correct(former_name=older, name="Older", used_from=None, used_until=LAST, by=None)
