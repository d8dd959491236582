"""The end of an agency ends people's access by nobody who may not, and leaves nothing behind in their names."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from accounts.models import MembershipRole
from accounts.roles import Role
from accounts.services.offboarding import StillOpen
from partnership.services import agencies, successions
from tests import factories
from tests.factories import make_member
from tests.partnership.test_keeping_agencies import hidden

APRIL = datetime.date(2026, 4, 1)
LAST = datetime.date(2026, 3, 31)

pytestmark = pytest.mark.usefixtures("in_darlington")


def ended(*records):
    for record in records:
        record.refresh_from_db()
    return tuple(record.ends_on for record in records)


def holding(agency, role=Role.CONTRIBUTOR):
    """Somebody's role for the agency."""
    user = make_member(agency.partnership, role, agency=agency)
    return MembershipRole.objects.get(membership__user=user)


@pytest.mark.parametrize("role", [Role.ANALYST, Role.OFFICER])
def test_only_who_looks_after_access_ends_peoples_roles_with_an_agency(role):
    agency = factories.AgencyFactory()
    held, by = holding(agency), make_member(agency.partnership, role)

    def end():
        agencies.end(agency=agency, on=LAST, with_open_work=True, by=by)

    if role == Role.ANALYST:
        with pytest.raises(PermissionDenied):
            end()
    else:
        end()
    held.refresh_from_db()
    assert held.ends_on == (None if role == Role.ANALYST else LAST)


@pytest.mark.parametrize("way", ["end", "split"])
def test_an_agency_ends_over_nobodys_open_work(way):
    agency = factories.AgencyFactory(name="Old Trust")
    held = holding(agency)
    section = factories.SectionFactory(author=held.membership.user)
    officer = make_member(agency.partnership, Role.OFFICER)

    def end():
        if way == "end":
            return agencies.end(agency=agency, on=LAST, with_open_work=True, by=officer)
        work = successions.work_of([agency], APRIL)
        return successions.split(
            predecessor=agency, names=["One", "Two"], on=APRIL, places={}, expected=work.fingerprint, by=officer
        )

    with pytest.raises(StillOpen, match="1 thing is open"), transaction.atomic():
        end()
    agency.refresh_from_db()
    assert agency.ends_on is None
    type(section).objects.update(author=None)
    end()
    held.refresh_from_db()
    assert held.ends_on == LAST


def test_the_page_says_in_whose_name_something_is_open(darlington, client_for):
    agency = factories.AgencyFactory()
    held, browser = holding(agency), client_for(make_member(darlington, Role.OFFICER))
    section = factories.SectionFactory(author=held.membership.user)
    address = reverse("partnership:agency_end", args=["darlington", agency.pk])
    typed = {"ends_on_day": "31", "ends_on_month": "3", "ends_on_year": "2026", "also": "yes"}
    typed |= hidden(browser.get(address))

    page = browser.post(address, typed).content.decode()

    assert "hand it over on their page first" in page
    assert f'href="/darlington/settings/users/{held.membership_id}/"' in page
    assert "End it with all of this" not in page
    assert ended(agency, held) == (None, None)

    type(section).objects.update(author=None)
    assert browser.post(address, typed).status_code == 302
    assert ended(agency, held) == (LAST, LAST)


def test_a_merge_moves_peoples_roles_for_nobody_who_may_not_even_where_the_plan_was_not_asked_for(client_for):
    agency, other = factories.AgencyFactory(), factories.AgencyFactory()
    held = holding(agency)
    analyst = client_for(make_member(agency.partnership, Role.ANALYST))
    typed = {"others": [str(other.pk)], "name": "Both", "on_day": "1", "on_month": "4", "on_year": "2026"}

    answer = analyst.post(
        reverse("partnership:agency_merge", args=["darlington", agency.pk]), typed | {"expected": "anything"}
    )

    assert answer.status_code == 403
    assert "People hold roles for this agency" in answer.content.decode()
    assert ended(agency, held) == (None, None)
