"""A last day that lies ahead leaves nothing behind either, and no work goes beyond it."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import MembershipRole
from accounts.roles import Role
from accounts.services import roles
from accounts.services.offboarding import StillOpen
from accounts.services.roles import Given
from core.db.tenancy import partnership_scope
from reporting.services import sections
from tests.accounts.inviting import invite, membership_of
from tests.accounts.test_offboarding import DAY, TODAY, authors_of
from tests.factories import SectionFactory, make_member

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("days", [0, 10])
def test_a_role_that_carries_work_gets_no_last_day_without_a_taker(darlington, manager, section, author, days):
    last, taker = TODAY() + days * DAY, make_member(darlington, Role.OFFICER)
    with partnership_scope(darlington, by=manager.user):
        held = membership_of(darlington).roles.get()
        with pytest.raises(StillOpen):
            roles.end(held=held, last_day=last, by=manager)
        with pytest.raises(StillOpen):
            roles.change_dates(held=held, starts_on=None, ends_on=last, by=manager)
        roles.change_dates(held=held, starts_on=None, ends_on=last, by=manager, to=taker)
    assert authors_of(darlington, section) == taker


def test_a_role_that_goes_on_for_longer_asks_nobody(darlington, manager, section, author):
    with partnership_scope(darlington, by=manager.user):
        held = membership_of(darlington).roles.get()
        MembershipRole.objects.filter(pk=held.pk).update(ends_on=TODAY() + 5 * DAY)
        held.refresh_from_db()
        roles.change_dates(held=held, starts_on=None, ends_on=TODAY() + 9 * DAY, by=manager)
    assert authors_of(darlington, section) == author


def test_another_role_that_ends_too_soon_carries_nothing(darlington, manager, section, author):
    with partnership_scope(darlington, by=manager.user):
        membership = membership_of(darlington)
        until = Given(Role.LAY_MEMBER, ends_on=TODAY() + DAY)
        short = roles.give(membership=membership, given=until, by=manager)
        held = membership.roles.get(role="contributor")
        with pytest.raises(StillOpen):
            roles.end(held=held, last_day=None, by=manager)
        roles.change_dates(held=short, starts_on=None, ends_on=TODAY() + 3 * DAY, by=manager)
        roles.end(held=held, last_day=None, by=manager)
    assert authors_of(darlington, section) == author


def test_a_role_until_a_day_is_not_all_that_carries_open_work(darlington, manager, section, author):
    """Something was left in a former member's name, who comes back for two days."""
    with partnership_scope(darlington):
        membership_of(darlington).roles.update(ends_on=TODAY() - DAY)
    for act in (invite, give):
        with pytest.raises(ValidationError, match="Hand it over on their page first"):
            act(darlington, manager, role=Role.LAY_MEMBER, ends_on=TODAY() + 2 * DAY)
    give(darlington, manager, role=Role.LAY_MEMBER, ends_on=TODAY() + 3 * DAY)
    assert authors_of(darlington, section) == author


def give(partnership, by, **given):
    with partnership_scope(partnership, by=by.user):
        roles.give(membership=membership_of(partnership), given=Given(**given), by=by)


@pytest.mark.parametrize("ends", ["membership", "role"])
def test_work_is_not_given_for_a_day_after_the_last(darlington, author, ends):
    last = TODAY() + 5 * DAY
    with partnership_scope(darlington):
        section, rows = SectionFactory(), membership_of(darlington)
        (type(rows).objects.filter(pk=rows.pk) if ends == "membership" else rows.roles).update(ends_on=last)
        for due_on in (last + DAY, None):
            with pytest.raises(ValidationError, match="The last day of Sam Carter is"):
                sections.assign(section=section, author=author, due_on=due_on, by=None)
        sections.assign(section=section, author=author, due_on=last, by=None)
        section.refresh_from_db()
        with pytest.raises(ValidationError, match="The last day of Sam Carter is"):
            sections.assign_many(sections=[section], due_on=last + DAY, by=None)
    assert authors_of(darlington, section) == author


def typed(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


@pytest.mark.parametrize("page", ["end", "role_end", "role_dates"])
def test_the_pages_ask_who_takes_over_for_a_later_day_too(darlington, manager, section, author, client_for, page):
    taker, browser = make_member(darlington, Role.OFFICER), client_for(manager.user)
    with partnership_scope(darlington):
        membership = membership_of(darlington)
        held, taking = membership.roles.get(), membership_of(darlington, taker.email)
    address = reverse(f"people:{page}", args=["darlington", membership.pk, *([held.pk] if page != "end" else [])])
    last = TODAY() + 10 * DAY
    dates = typed("ends_on", last) if page == "role_dates" else {"when": "day"} | typed("last_day", last)
    if page == "role_dates":
        dates["version"] = browser.get(address).context["form"]["version"].value()

    asked = browser.post(address, dates)

    assert asked.status_code == 200
    assert "Foreword" in asked.content.decode()
    assert "hoose who takes over" in asked.content.decode()
    assert authors_of(darlington, section) == author
    assert browser.post(address, dates | {"to": taking.pk}).status_code == 302
    assert authors_of(darlington, section) == taker
    with partnership_scope(darlington):
        held.refresh_from_db()
    assert held.ends_on == last
