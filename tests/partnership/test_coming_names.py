"""A name that an agency takes on a day ahead: on its pages, and with a real relay and a real worker."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from core.db.tenancy import partnership_scope
from core.models import Outbox
from partnership.models import Agency
from partnership.services import names
from tests import factories
from tests.partnership.test_keeping_agencies import at, hidden, make, text
from tests.processes import RELAY, until, worker


def test_a_name_ahead_is_shown_and_may_be_taken_back(officer, darlington):
    agency = make(darlington, factories.AgencyFactory, name="Old Trust")
    day = {"from_on_day": "1", "from_on_month": "4", "from_on_year": "2099"}
    where, form = at("agency_rename", agency.pk), {"name": "New Trust"} | day
    fields = hidden(officer.get(where)) | form

    first, second = officer.post(where, fields), officer.post(where, fields)

    assert (first.status_code, second.status_code) == (302, 302)
    page = text(officer.get(at("agency", agency.pk)))
    assert "It will be called New Trust from 1 April 2099." in page
    assert '<h1 class="govuk-heading-xl">Old Trust' in page
    assert 'value="New Trust"' in text(officer.get(where))
    assert at("agency", agency.pk) in text(officer.get(reverse("search", args=["darlington"]), {"q": "new trust"}))
    officer.post(at("agency_keep_name", agency.pk))
    assert "will be called" not in text(officer.get(at("agency", agency.pk)))


def test_a_name_that_could_not_be_taken_is_late_on_the_home_page(officer, darlington):
    agency = make(
        darlington, factories.AgencyFactory, name="Old", coming_name="New", coming_name_on=datetime.date(2026, 4, 1)
    )

    home = text(officer.get("/darlington/"))

    assert re.search(rf'href="{at("agency_rename", agency.pk)}">\s*Old could not be renamed New', home)


@pytest.mark.django_db(transaction=True)
def test_a_worker_gives_the_name_on_its_day_and_not_before(darlington, launch):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    person = factories.UserFactory()
    with partnership_scope(darlington, by=person):
        agency = factories.AgencyFactory(name="Old Council")
        other = factories.AgencyFactory(name="Old Trust")
        for one, name in ((agency, "New Council"), (other, "New Trust")):
            names.rename(agency=one, name=name, from_on=tomorrow, by=person)
        # The night passes for the one.
        Agency.objects.filter(pk=agency.pk).update(coming_name_on=timezone.localdate())
        night = Outbox.objects.order_by("created_at").first()
        Outbox.objects.filter(pk=night.pk).update(not_before=timezone.now())

    launch(RELAY)
    launch(worker())

    until(lambda: _names(darlington) == {"New Council", "Old Trust"})
    with partnership_scope(darlington):
        assert (
            Agency.objects.with_names().get(pk=agency.pk).name_on(timezone.localdate() - datetime.timedelta(1))
            == "Old Council"
        )
        assert set(Outbox.objects.filter(done_at=None).values_list("not_before", flat=True)) == {
            timezone.make_aware(datetime.datetime.combine(tomorrow, datetime.time.min))
        }


def _names(partnership):
    with partnership_scope(partnership):
        return set(Agency.objects.values_list("name", flat=True))
