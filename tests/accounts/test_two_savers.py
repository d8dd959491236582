"""Two people who date the same role: the second one reads what the first one saved."""

import datetime

import pytest

from accounts.models import MembershipRole
from accounts.roles import Role
from core.db.tenancy import partnership_scope
from tests.accounts.inviting import EMAIL
from tests.accounts.test_people_pages import person_page, text_of
from tests.core.test_records import typed
from tests.factories import UserFactory, make_member

MARCH = {"ends_on_day": "31", "ends_on_month": "3", "ends_on_year": "2090"}


@pytest.fixture
def browser(darlington, member, client_for):
    return client_for(member(darlington, Role.MANAGER))


@pytest.fixture
def held(darlington):
    make_member(darlington, Role.OFFICER, user=UserFactory(email=EMAIL))
    with partnership_scope(darlington):
        return MembershipRole.objects.get(membership__user__email=EMAIL)


def ends_on(partnership, held):
    with partnership_scope(partnership):
        return MembershipRole.objects.get(pk=held.pk).ends_on


def test_dates_are_not_replaced_unseen(darlington, browser, held):
    where = person_page(rest=f"roles/{held.pk}/dates/")
    form = MARCH | typed(browser.get(where))
    with partnership_scope(darlington, by=UserFactory(name="Mo Manager")):
        MembershipRole.objects.filter(pk=held.pk).update(ends_on="2088-12-31")

    page = browser.post(where, form)

    assert "Saved in the meantime by Mo Manager" in text_of(page)
    assert "31\N{NO-BREAK SPACE}December\N{NO-BREAK SPACE}2088" in text_of(page)
    assert ends_on(darlington, held) == datetime.date(2088, 12, 31)
    assert browser.post(where, form | typed(page)).url == person_page()
    assert ends_on(darlington, held) == datetime.date(2090, 3, 31)


def test_dates_that_are_sent_twice_are_saved(darlington, browser, held):
    where = person_page(rest=f"roles/{held.pk}/dates/")
    form = MARCH | typed(browser.get(where))

    assert [browser.post(where, form).url for _ in range(2)] == [person_page()] * 2
    assert ends_on(darlington, held) == datetime.date(2090, 3, 31)


def test_a_last_day_that_has_gone_is_said(darlington, browser, held):
    where = person_page(rest=f"roles/{held.pk}/dates/")
    form = MARCH | {"ends_on_year": "2020"} | typed(browser.get(where))

    assert "The last day must be today or later" in text_of(browser.post(where, form))
