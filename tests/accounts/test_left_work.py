"""When the last day is over: nothing stays silently in the name of somebody who is out."""

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import HandOver, Invitation, MembershipRole
from accounts.offboarding import open_work_of
from accounts.roles import Role
from accounts.services import offboarding
from accounts.services.offboarding import StillOpen
from accounts.tasks import see_off
from config.celery import app
from core.db.tenancy import partnership_scope
from core.models import ImportBatch
from reporting.models import TakingDown
from tests.accounts.inviting import invite, membership_of
from tests.accounts.test_offboarding import DAY, SECTIONS, TODAY, authors_of
from tests.accounts.test_people_pages import text_of
from tests.factories import ImportBatchFactory, ReportFactory, SectionFactory, make_member
from tests.factories.reporting import PublishedEditionFactory

pytestmark = pytest.mark.django_db
ENDS = ["membership", "role"]


def over_since_yesterday(partnership, ends, email=None):
    with partnership_scope(partnership):
        row = membership_of(partnership, *([email] if email else []))
        (type(row).objects.filter(pk=row.pk) if ends == "membership" else row.roles).update(ends_on=TODAY() - DAY)


@pytest.mark.parametrize("ends", ENDS)
def test_what_was_not_finished_by_the_last_day_goes_to_a_manager(darlington, manager, section, author, ends):
    over_since_yesterday(darlington, ends)

    see_off()
    see_off()

    assert authors_of(darlington, section) == manager.user
    with partnership_scope(darlington):
        kept = HandOver.objects.get()
        assert (kept.kind, kept.to, kept.by, kept.membership.user) == (SECTIONS, manager.user, None, author)


def test_on_the_last_day_itself_it_is_still_theirs(darlington, manager, section, author):
    with partnership_scope(darlington):
        membership_of(darlington).roles.update(ends_on=TODAY())
        type(membership_of(darlington)).objects.filter(user=author).update(ends_on=TODAY())

    see_off()

    assert authors_of(darlington, section) == author


def test_whoever_holds_another_role_for_it_keeps_it(darlington, manager, section, author):
    with partnership_scope(darlington):
        membership = membership_of(darlington)
        MembershipRole.objects.create(partnership=darlington, membership=membership, role=Role.OFFICER)
        membership.roles.filter(role=Role.CONTRIBUTOR).update(ends_on=TODAY() - DAY)

    see_off()

    assert authors_of(darlington, section) == author


def test_an_invitation_that_somebody_left_behind_is_the_managers(darlington, manager):
    officer = make_member(darlington, Role.OFFICER)
    with partnership_scope(darlington):
        member = offboarding.member_of(officer)
    invite(darlington, member)
    over_since_yesterday(darlington, "membership", officer.email)

    see_off()

    with partnership_scope(darlington):
        assert Invitation.objects.get().invited_by == manager.user


def test_without_a_manager_it_stays_and_is_asked_for_again(darlington, section, author):
    over_since_yesterday(darlington, "membership")
    see_off()
    assert authors_of(darlington, section) == author


def test_a_worker_sees_to_it_each_night():
    planned = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}

    app.loader.import_default_modules()
    assert planned == {"accounts.see_off", "core.clean_up"}
    assert planned <= set(app.tasks)


@pytest.fixture
def waiting_import(darlington):
    officer = make_member(darlington, Role.OFFICER)
    with partnership_scope(darlington):
        ImportBatchFactory(state=ImportBatch.State.READY, uploaded_by=officer, new=1, file_name="posts.csv")
        ImportBatchFactory(state=ImportBatch.State.DROPPED, uploaded_by=officer, file_name="other.csv")
    return officer


@pytest.fixture
def waiting_takedown(darlington):
    officer = make_member(darlington, Role.OFFICER)
    with partnership_scope(darlington):
        ReportFactory(year="2019-20")
        TakingDown.objects.create(
            partnership=darlington, published=PublishedEditionFactory(year="2019-20"), reason="x", asked_by=officer
        )
    return officer


@pytest.mark.parametrize(
    ("waiting", "kind", "title"),
    [
        ("waiting_import", "Imports to confirm or discard", "Import of posts.csv"),
        ("waiting_takedown", "Reports to take down", "Taking down the annual report 2019-20"),
    ],
)
def test_what_nobody_can_take_over_is_decided_before_its_person_leaves(
    darlington, manager, client_for, request, waiting, kind, title
):
    officer, taker = request.getfixturevalue(waiting), make_member(darlington, Role.OFFICER)
    with partnership_scope(darlington, by=manager.user):
        membership = membership_of(darlington, officer.email)
        (found,) = open_work_of(darlington, [officer])[officer.pk]
        assert (found.name, [work.title for work in found.items]) == (kind, [title])
        for last in (None, TODAY() + 3 * DAY):
            with pytest.raises(StillOpen):
                offboarding.end(membership=membership, last_day=last, by=manager)
            with pytest.raises(ValidationError, match="cannot be handed over. "):
                offboarding.end(membership=membership, last_day=last, by=manager, to=taker)
    browser = client_for(manager.user)
    address = f"/darlington/settings/users/{membership.pk}/end/"
    page = browser.get(address).content.decode()
    assert found.items[0].instead in page
    assert "Who takes over" not in page
    assert f"“{title}” cannot be handed over. {found.items[0].instead}" in text_of(
        browser.post(address, {"when": "now"})
    )
    assert browser.get(found.items[0].url).status_code == 200

    over_since_yesterday(darlington, "membership", officer.email)
    see_off()
    with partnership_scope(darlington):
        assert officer.pk in open_work_of(darlington, [officer])
        assert timezone.localdate() > membership_of(darlington, officer.email).ends_on


def test_whoever_stays_keeps_what_nobody_can_take_over(darlington, manager, client_for, waiting_import):
    taker = make_member(darlington, Role.OFFICER)
    with partnership_scope(darlington, by=manager.user):
        section, membership = SectionFactory(author=waiting_import), membership_of(darlington, waiting_import.email)
        to = membership_of(darlington, taker.email)
    address = f"/darlington/settings/users/{membership.pk}/hand-over/"

    assert client_for(manager.user).post(address, {"to": to.pk}).status_code == 302

    assert authors_of(darlington, section) == taker
    with partnership_scope(darlington):
        (left,) = open_work_of(darlington, [waiting_import])[waiting_import.pk]
    assert left.name == "Imports to confirm or discard"
    assert "Hand it over" not in text_of(client_for(manager.user).get(address.removesuffix("hand-over/")))
