"""Agencies through time: added, renamed, under one name on each day."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.models import Organisation
from partnership.models import Agency, FormerName
from partnership.services import agencies, names
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

    names.rename(agency=agency, name="New Council", from_on=APRIL, by=None)

    agency = Agency.objects.with_names().get()
    assert (agency.name_on(LAST), agency.name_on(APRIL)) == ("Old Council", "New Council")
    former = FormerName.objects.get()
    assert (former.used_from, former.used_until) == (SINCE, LAST)


def test_a_name_of_a_day_ahead_is_taken_as_that_day_begins():
    agency = factories.AgencyFactory(name="Old Council")
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)

    names.rename(agency=agency, name="New Council", from_on=tomorrow, by=None)

    agency = Agency.objects.with_names().get()
    assert agency.name == "Old Council"
    assert (agency.name_on(timezone.localdate()), agency.name_on(tomorrow)) == ("Old Council", "New Council")
    names.take(on=timezone.localdate())
    assert Agency.objects.get().name == "Old Council"
    names.take(on=tomorrow)
    agency = Agency.objects.with_names().get()
    assert (agency.name, agency.coming_name, agency.coming_name_on) == ("New Council", "", None)
    assert agency.name_on(timezone.localdate()) == "Old Council"


def test_a_name_that_comes_is_nobody_elses():
    agency = factories.AgencyFactory(name="Old Council")
    names.rename(agency=agency, name="New Council", from_on=timezone.localdate() + datetime.timedelta(days=9), by=None)

    with pytest.raises(ValidationError, match="“Old Council” will be called “New Council”"):
        agencies.add(name="new council", by=None)
    names.keep(agency=agency, by=None)
    assert agencies.add(name="New Council", by=None).name == "New Council"


def test_an_agency_that_ends_takes_no_name_after_its_last_day():
    agency = factories.AgencyFactory(name="Old Council")
    today = timezone.localdate()
    later = today + datetime.timedelta(days=9)
    names.rename(agency=agency, name="New Council", from_on=later, by=None)

    agency = agencies.end(agency=agency, on=today, by=None)

    assert (agency.coming_name, agency.coming_name_on) == ("", None)
    with pytest.raises(ValidationError, match="the new name must begin by then"):
        names.rename(agency=agency, name="New Council", from_on=later, by=None)


def test_a_name_that_is_corrected_to_the_coming_one_comes_no_more():
    agency = factories.AgencyFactory(name="Old Council")
    later = timezone.localdate() + datetime.timedelta(days=9)
    agency = names.rename(agency=agency, name="New Council", from_on=later, by=None)

    agency = agencies.change(agency=agency, name="New Council", by=None)

    assert agency.called == "It is called New Council now."


def test_a_name_that_cannot_be_taken_any_more_waits_for_somebody():
    agency = factories.AgencyFactory(name="Old Council")
    free = factories.AgencyFactory(name="Other")
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    for one, name in ((agency, "New Council"), (free, "New Other")):
        names.rename(agency=one, name=name, from_on=tomorrow, by=None)
    factories.FormerNameFactory(agency=agency, name="OLD COUNCIL")

    names.take(on=tomorrow)

    assert set(Agency.objects.values_list("name", "coming_name")) == {("Old Council", "New Council"), ("New Other", "")}


def test_a_second_rename_begins_where_the_first_one_did():
    agency = factories.AgencyFactory(name="One")
    names.rename(agency=agency, name="Two", from_on=SINCE, by=None)
    names.rename(agency=agency, name="Three", from_on=APRIL, by=None)

    second = FormerName.objects.get(name="Two")

    assert (second.used_from, second.used_until) == (SINCE, LAST)
    with pytest.raises(ValidationError, match="must begin later"):
        names.rename(agency=agency, name="Four", from_on=LAST, by=None)


def test_no_agency_has_two_names_on_one_day():
    agency = factories.AgencyFactory()
    factories.FormerNameFactory(agency=agency, name="Old", used_from=SINCE, used_until=LAST)

    with pytest.raises(ValidationError, match="the days overlap"):
        names.add(agency=agency, name="Older", used_from=None, used_until=SINCE, by=None)
    older = names.add(
        agency=agency, name="Older", used_from=None, used_until=SINCE - datetime.timedelta(days=1), by=None
    )

    with pytest.raises(ValidationError, match="the days overlap"):
        names.correct(former_name=older, name="Older", used_from=None, used_until=LAST, by=None)
