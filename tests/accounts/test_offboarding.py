"""Leaving: nothing stays open in the name of somebody who is out, and somebody always manages."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import HandOver, MembershipRole
from accounts.offboarding import hold, open_work_of
from accounts.roles import Role
from accounts.services import offboarding, roles
from accounts.services.offboarding import StillOpen
from accounts.services.roles import Given
from core.db.tenancy import partnership_scope
from reporting.services import sections
from tests.accounts.inviting import EMAIL, acting, invite, membership_of, roles_of
from tests.factories import ReportFactory, SectionFactory, UserFactory, make_member

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
DAY = datetime.timedelta(days=1)
SECTIONS = "Sections of the annual report to write"


def end(partnership, by, **options):
    with partnership_scope(partnership, by=by.user):
        offboarding.end(membership=membership_of(partnership), by=by, **{"last_day": None, **options})


def authors_of(partnership, section):
    with partnership_scope(partnership):
        section.refresh_from_db()
        return section.author


def test_a_membership_ends_with_its_roles_and_is_felt_at_the_next_click(darlington, manager, author, client_for):
    browser = client_for(author)
    assert browser.get("/darlington/").status_code == 200

    end(darlington, manager)

    assert browser.get("/darlington/").status_code == 404
    assert roles_of(darlington) == []
    author.refresh_from_db()
    assert author.is_active


def test_who_is_out_at_once_was_here_until_today(darlington, manager, author, client_for):
    """They worked today, so the record does not send them away yesterday, nor let a role begin before it was given."""
    with partnership_scope(darlington):
        MembershipRole.objects.filter(membership__user=author).update(starts_on=TODAY())

    end(darlington, manager)

    membership = membership_of(darlington)
    today, yesterday = (date_format(day, "j F Y") for day in (TODAY(), TODAY() - DAY))
    browser = client_for(manager.user)
    for page in ("person", "handover_sheet"):
        text = browser.get(reverse(f"people:{page}", args=["darlington", membership.pk])).content.decode()
        text = text.replace("\N{NO-BREAK SPACE}", " ")
        assert f"{today} to {today}" in text
        assert yesterday not in text
    assert membership.has_ended
    with partnership_scope(darlington):
        assert membership.roles.get().starts_on == TODAY()


def test_who_comes_back_has_no_end_any_more(darlington, manager, author):
    end(darlington, manager)
    invite(darlington, by=manager)

    membership = membership_of(darlington)
    assert (membership.out_on, membership.last_day) == (None, None)


def test_nobody_leaves_with_something_open_in_their_name(darlington, manager, section, author):
    with pytest.raises(StillOpen, match="1 thing is open in the name of Sam Carter") as refusal:
        end(darlington, manager)

    assert [kind.name for kind in refusal.value.kinds] == [SECTIONS]
    assert not membership_of(darlington).has_ended
    assert roles_of(darlington) == ["contributor"]


def test_another_takes_over_in_the_same_step_and_it_is_written_down(darlington, manager, section, author):
    taker = make_member(darlington, Role.OFFICER)
    end(darlington, manager, to=taker)

    assert authors_of(darlington, section) == taker
    assert membership_of(darlington).has_ended
    with partnership_scope(darlington):
        kept = HandOver.objects.get()
        assert (kept.kind, kept.what, kept.to, kept.by) == (
            SECTIONS,
            f"Foreword ({section.report})",
            taker,
            manager.user,
        )


def test_all_is_handed_over_or_nothing(darlington, manager, author):
    """A learner may take over an invitation of nobody and no section; one thing that cannot go stops the others."""
    with partnership_scope(darlington):
        report = ReportFactory()
        for title in ("Foreword", "Children"):
            section = SectionFactory(title=title, report=report)
            sections.assign(section=section, author=author, due_on=None, by=None)
    learner = make_member(darlington, Role.LEARNER)

    with pytest.raises(ValidationError, match="does not allow"):
        end(darlington, manager, to=learner)

    assert not membership_of(darlington).has_ended
    with partnership_scope(darlington):
        assert not HandOver.objects.exists()
        (kinds,) = open_work_of(darlington, [author]).values()
        assert len(kinds[0].items) == 2


def test_whoever_takes_over_must_belong_here_and_be_another(darlington, durham, manager, section, author):
    stranger = make_member(durham, Role.MANAGER)
    gone = make_member(darlington, Role.OFFICER, ends_on=TODAY() - DAY)
    for wrong in (stranger, gone, author):
        with pytest.raises(ValidationError, match="cannot take anything over"):
            end(darlington, manager, to=wrong)
    assert authors_of(darlington, section) == author


def test_an_end_on_a_later_day_hands_over_at_once_and_lets_people_in_until_then(
    darlington, manager, section, author, client_for
):
    with pytest.raises(StillOpen):
        end(darlington, manager, last_day=TODAY() + 10 * DAY)
    assert membership_of(darlington).ends_on is None
    taker = make_member(darlington, Role.OFFICER)

    end(darlington, manager, last_day=TODAY() + 10 * DAY, to=taker)

    assert authors_of(darlington, section) == taker

    assert client_for(author).get("/darlington/").status_code == 200
    membership = membership_of(darlington)
    assert membership.ends_on == TODAY() + 10 * DAY
    with partnership_scope(darlington):
        assert membership.roles.get().ends_on == membership.ends_on


def test_a_last_day_that_lies_ahead_is_taken_away_again(darlington, manager, author):
    end(darlington, manager, last_day=TODAY() + 10 * DAY)
    with partnership_scope(darlington, by=manager.user):
        offboarding.stay(membership=membership_of(darlington), by=manager)
        assert membership_of(darlington).ends_on is None
        assert membership_of(darlington).roles.get().ends_on is None
        with pytest.raises(ValidationError, match="No last day lies ahead"):
            offboarding.stay(membership=membership_of(darlington), by=manager)


def test_a_last_day_lies_not_behind_us(darlington, manager, author):
    with pytest.raises(ValidationError, match="today or later"):
        end(darlington, manager, last_day=TODAY() - DAY)


def test_the_only_manager_cannot_be_ended(darlington, manager):
    make_member(darlington, Role.MANAGER, user=UserFactory(email=EMAIL, name="Sam Carter"))
    end(darlington, manager)
    with partnership_scope(darlington, by=manager.user):
        held = MembershipRole.objects.get(membership__user=manager.user)
        with pytest.raises(ValidationError, match="is the only business manager then"):
            offboarding.check_manager_stays(held.membership, [held], None)


def test_the_last_of_two_managers_stays_also_when_both_are_ended_with_a_date(darlington, manager):
    """The other one leaves on Friday, so this one cannot leave the day after."""
    make_member(darlington, Role.MANAGER, user=UserFactory(email=EMAIL, name="Sam Carter"))
    third = acting(darlington, Role.MANAGER)
    with partnership_scope(darlington, by=third.user):
        for user, days in ((manager.user, 3), (third.user, None)):
            if days:
                offboarding.end(
                    membership=membership_of(darlington, user.email), last_day=TODAY() + days * DAY, by=third
                )
    end(darlington, third, last_day=TODAY() + 5 * DAY)
    assert membership_of(darlington).ends_on == TODAY() + 5 * DAY

    with pytest.raises(ValidationError, match="the only business manager then"):
        with partnership_scope(darlington):
            offboarding.end(
                membership=membership_of(darlington, third.user.email),
                last_day=TODAY() + 9 * DAY,
                by=manager,
            )


def test_an_invited_manager_manages_nothing_yet(darlington, manager):
    invite(darlington, manager, role=Role.MANAGER)
    someone = acting(darlington, Role.MANAGER)
    with partnership_scope(darlington, by=someone.user):
        leaver = membership_of(darlington, manager.user.email)
        offboarding.end(membership=leaver, last_day=None, by=someone, to=someone.user)
        invited = offboarding.member_of(membership_of(darlington).user)
        assert not invited.roles
    with pytest.raises(ValidationError, match="whoever is invited has to accept"), partnership_scope(darlington):
        offboarding.check_manager_stays(
            membership_of(darlington, someone.user.email),
            list(MembershipRole.objects.filter(membership__user=someone.user)),
            None,
        )


def test_nobody_ends_their_own_time(darlington, manager):
    make_member(darlington, Role.MANAGER)
    with pytest.raises(PermissionDenied, match="Nobody ends their own time"), partnership_scope(darlington):
        offboarding.end(membership=membership_of(darlington, manager.user.email), last_day=None, by=manager)


def test_a_role_that_carries_work_ends_only_when_somebody_takes_it(darlington, manager, section, author):
    taker = make_member(darlington, Role.OFFICER)
    with partnership_scope(darlington, by=manager.user):
        held = membership_of(darlington).roles.get()
        with pytest.raises(StillOpen):
            roles.end(held=held, last_day=None, by=manager)
        roles.end(held=held, last_day=None, by=manager, to=taker)
    assert roles_of(darlington) == []
    assert authors_of(darlington, section) == taker


def test_a_role_beside_another_that_carries_the_work_ends_by_itself(darlington, manager, section, author):
    with partnership_scope(darlington, by=manager.user):
        roles.give(membership=membership_of(darlington), given=Given(Role.LAY_MEMBER), by=manager)
        held = membership_of(darlington).roles.get(role="contributor")
        roles.end(held=held, last_day=None, by=manager)
    assert roles_of(darlington) == ["lay_member"]
    assert authors_of(darlington, section) == author


def test_a_role_given_today_ends_today(darlington, manager, author):
    with partnership_scope(darlington, by=manager.user):
        given = Given(Role.ANALYST, starts_on=TODAY())
        held = roles.give(membership=membership_of(darlington), given=given, by=manager)
        roles.end(held=held, last_day=None, by=manager)
    assert roles_of(darlington) == ["contributor"]


def test_dates_are_changed_within_what_the_role_asks_for(darlington, manager):
    make_member(darlington, user=UserFactory(email=EMAIL))
    with partnership_scope(darlington, by=manager.user):
        given = Given(Role.SCRUTINEER, ends_on=TODAY() + 30 * DAY)
        held = roles.give(membership=membership_of(darlington), given=given, by=manager)
        with pytest.raises(ValidationError):
            roles.change_dates(held=held, starts_on=None, ends_on=None, by=manager)
        roles.change_dates(held=held, starts_on=None, ends_on=TODAY() + 60 * DAY, by=manager)
        held.refresh_from_db()
    assert held.ends_on == TODAY() + 60 * DAY


def test_somebody_who_invited_hands_their_invitations_over(darlington, manager):
    officer = acting(darlington, Role.OFFICER, user=UserFactory(email="leaver@example.org"))
    invite(darlington, officer)
    with partnership_scope(darlington, by=manager.user):
        leaver = membership_of(darlington, "leaver@example.org")
        with pytest.raises(StillOpen):
            offboarding.end(membership=leaver, last_day=None, by=manager)
        offboarding.end(membership=leaver, last_day=None, by=manager, to=manager.user)
        assert membership_of(darlington).invitations.get().invited_by == manager.user


def test_work_is_not_given_to_somebody_who_has_left(darlington, author, manager):
    end(darlington, manager)
    with pytest.raises(ValidationError, match="does not belong"), partnership_scope(darlington):
        hold(author)
