"""What is late is done, or set aside with a reason that everybody who has to do it can read; and taken up again."""

import datetime
import re

import pytest
from django.utils import timezone

from accounts.roles import Role
from core.calendar.financial_years import FinancialYear
from core.db.tenancy import partnership_scope
from core.models import SetAside
from tests.factories import ContributionFactory, GroupFactory, UserFactory

pytestmark = pytest.mark.django_db
TITLE = "Review the terms of reference of Executive Group"
LAST_YEAR = str(FinancialYear.of(timezone.localdate()).previous())
HOME, LIST = "/darlington/", "/darlington/set-aside/"


@pytest.fixture
def group(darlington):
    with partnership_scope(darlington):
        return GroupFactory(name="Executive Group", terms_due_on="2020-05-01")


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def late(client):
    return [due.duty.title for due in client.get(HOME).context["duties"].late]


def address(client):
    """Where the home page leads to set the first late duty aside."""
    page = client.get(HOME).content.decode()
    return re.search(r'href="(/darlington/set-aside/new/[^"]+)"', page)[1].replace("&amp;", "&")


def set_aside(client, reason="The group is winding up."):
    return client.post(address(client), {"reason": reason}, follow=True)


def key_of(partnership):
    with partnership_scope(partnership):
        return SetAside.objects.still_aside().get().duty


def test_a_late_duty_is_set_aside_with_a_reason_and_taken_up_again(officer, darlington, group):
    answer = set_aside(officer)

    assert f"Set aside: {TITLE}" in words(answer)
    assert TITLE not in late(officer)
    page = words(officer.get(LIST))
    assert TITLE in page
    assert "The group is winding up." in page
    assert "It was due on 1 May 2020." in page
    assert f"Taken up again: {TITLE}" in words(officer.post(LIST, {"duty": key_of(darlington)}, follow=True))
    assert TITLE in late(officer)
    assert "Nothing is set aside" in words(officer.get(LIST))


def test_who_and_when_stay_on_record(officer, darlington, group):
    set_aside(officer)
    officer.post(LIST, {"duty": key_of(darlington)})

    with partnership_scope(darlington):
        one = SetAside.objects.get()
        assert (one.title, one.reason) == (TITLE, "The group is winding up.")
        assert one.set_aside_by == one.taken_up_by
        assert one.taken_up_at > one.set_aside_at
        assert SetAside.pgh_event_model.objects.count() == 2


def test_without_a_reason_nothing_is_set_aside(officer, group):
    answer = officer.post(address(officer), {"reason": " "})

    assert "Enter why it is not done" in words(answer)
    assert TITLE in late(officer)


def test_the_second_of_two_finds_it_set_aside(officer, darlington, member, client_for, group):
    other, page = client_for(member(darlington, Role.MANAGER)), address(officer)
    set_aside(officer)

    assert "somebody has set it aside" in words(other.post(page, {"reason": "Another"}, follow=True))
    assert "The group is winding up." in words(other.get(LIST))


def test_another_day_of_the_same_thing_is_late_again(officer, darlington, group):
    set_aside(officer)
    with partnership_scope(darlington):
        type(group).objects.filter(pk=group.pk).update(terms_due_on="2021-05-01")

    assert TITLE in late(officer)


def test_what_is_done_after_all_leaves_the_list(officer, darlington, group):
    set_aside(officer)
    with partnership_scope(darlington):
        type(group).objects.filter(pk=group.pk).update(terms_due_on=None)

    assert "Nothing is set aside" in words(officer.get(LIST))


def test_only_those_who_have_the_duty_see_it_and_set_it_aside(officer, darlington, member, client_for, group):
    learner, page = client_for(member(darlington, Role.LEARNER)), address(officer)

    assert "That cannot be set aside" in words(learner.post(page, {"reason": "Because"}, follow=True))
    set_aside(officer)
    assert TITLE not in words(learner.get(LIST))
    learner.post(LIST, {"duty": key_of(darlington)})
    assert TITLE in words(officer.get(LIST))


def of_money(client):
    return [title for title in late(client) if "£" in title]


@pytest.fixture
def owed(darlington):
    with partnership_scope(darlington):
        return ContributionFactory(agency__name="The Council", agreed=100, year=LAST_YEAR)


def test_money_that_comes_late_afterwards_is_late_again(officer, darlington, owed):
    set_aside(officer, "The agency closed before it paid.")
    assert of_money(officer) == []

    with partnership_scope(darlington):
        ContributionFactory(agency__name="Police", agreed=250, year=LAST_YEAR)

    assert of_money(officer) == [f"Collect 2 contributions of {LAST_YEAR}, £350"]


def test_a_note_on_the_same_money_leaves_it_set_aside(officer, darlington, owed):
    set_aside(officer, "The agency closed before it paid.")
    with partnership_scope(darlington):
        type(owed).objects.filter(pk=owed.pk).update(source="Minutes", agreed="150.00", received="50")

    assert of_money(officer) == []


def test_who_runs_the_partnership_reads_what_a_partner_has_set_aside(darlington, member, client_for, officer, owed):
    lead = client_for(member(darlington, Role.AGENCY_LEAD, agency=owed.agency, user=UserFactory(name="Finance Lead")))
    manager = client_for(member(darlington, Role.MANAGER))
    set_aside(lead, "The invoice is disputed.")

    assert "Set aside by others: 1" in words(manager.get(HOME))
    page = words(manager.get(LIST))
    assert "The Council has not paid £100 for" in page
    assert "by Finance Lead: The invoice is disputed." in page
    assert "disputed" not in words(officer.get(LIST))
    assert "Set aside by others" not in words(lead.get(LIST))

    with partnership_scope(darlington):
        # A day more than it takes: an hour of summer time may lie between.
        SetAside.objects.update(set_aside_at=timezone.now() - datetime.timedelta(days=94))
    assert "disputed" not in words(manager.get(LIST))


def test_more_that_ones_own_agency_owes_is_late_again(darlington, member, client_for, owed):
    lead = client_for(member(darlington, Role.AGENCY_LEAD, agency=owed.agency))
    set_aside(lead, "The invoice is disputed.")
    assert of_money(lead) == []

    with partnership_scope(darlington):
        type(owed).objects.filter(pk=owed.pk).update(agreed=180)

    assert of_money(lead) == [f"The Council has not paid £180 for {LAST_YEAR}"]
