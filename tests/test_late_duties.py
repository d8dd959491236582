"""What is late stays late through the night: at the turns of the year, on leap day, when clocks change."""

import datetime
from datetime import UTC

import pytest
from django.utils import timezone

from accounts.models import Invitation, Membership
from accounts.roles import Role
from accounts.services import offboarding
from core.dashboard.overview import duties
from core.db.tenancy import partnership_scope
from core.models import Mail
from core.settings import choose
from tests import factories
from tests.factories import PartnershipFactory, UserFactory, make_member
from tests.factories.reporting import PublishedEditionFactory, ReportTemplateFactory
from tests.reporting.asking import DateFactory

pytestmark = pytest.mark.django_db
FOUNDED = datetime.date(2025, 5, 1)
# Both sides of a midnight in London, by Greenwich.
NIGHTS = {
    "the year ends": ("2027-03-31T22:30", "2027-03-31T23:30"),
    "the quarter ends": ("2027-06-30T22:30", "2027-06-30T23:30"),
    "the calendar's year ends": ("2027-12-31T23:30", "2028-01-01T00:30"),
    "leap day begins": ("2028-02-28T23:30", "2028-02-29T00:30"),
    "leap day ends": ("2028-02-29T23:30", "2028-03-01T00:30"),
    "before the clocks go forward": ("2027-03-27T23:30", "2027-03-28T00:30"),
    "after the clocks went forward": ("2027-03-28T22:30", "2027-03-28T23:30"),
    "before the clocks go back": ("2027-10-30T22:30", "2027-10-30T23:30"),
    "after the clocks went back": ("2027-10-31T23:30", "2027-11-01T00:30"),
}
LATE = {
    "Collect 1 contribution of 2025-26, £100": datetime.date(2025, 6, 30),
    "Start the annual report 2024-25": datetime.date(2025, 9, 30),
    "Publish the annual report 2025-26": datetime.date(2026, 9, 30),
    "Review the terms of reference of Executive Group": datetime.date(2026, 5, 1),
    "Send Ann Invited a new invitation: the first one ran out": datetime.date(2026, 12, 7),
    "Correct the email address of Rex Refused: the mail was refused": datetime.date(2026, 11, 30),
    "Nobody follows Chief Executive as lay member": datetime.date(2026, 8, 31),
    "Nothing follows the post Data analyst": datetime.date(2026, 7, 31),
}


@pytest.fixture
def manager(db):
    """The manager of a partnership in which something of each kind is late on every one of these nights."""
    partnership = PartnershipFactory(slug="of-the-turns", name="Of the turns", founded_on=FOUNDED)
    template = ReportTemplateFactory()
    DateFactory(applies_to="both")
    user = make_member(partnership, Role.MANAGER)
    with partnership_scope(partnership):
        # Another test may have loaded the guidance that is shipped, and it stays.
        choose(partnership=partnership, key="guidance", value=template.code, reason="For the test.", by=None)
        for year in ("2023-24", "2025-26"):
            factories.ContributionFactory(year=year, agreed=100)
        factories.ReportFactory(year="2025-26", template=template)
        factories.GroupFactory(name="Executive Group", terms_due_on="2026-05-01")
        factories.RoleHolderFactory(title="Chief Executive", role="lay_member", agency=None, ends_on="2026-08-31")
        factories.RoleHolderFactory(title="Of before", role="lay_member", agency=None, ends_on="2024-08-31")
        factories.PostFactory(title="Data analyst", ends_on="2026-07-31")
        invited(partnership, "Ann Invited", datetime.datetime(2026, 12, 7, 9, tzinfo=UTC))
        refused = invited(partnership, "Rex Refused", datetime.datetime(2026, 12, 7, 9, tzinfo=UTC))
        about = {"kind": "accounts.invitation", "subject_id": refused.pk}
        mail = Mail.objects.create(partnership=partnership, state="refused", **about)
        Mail.objects.filter(pk=mail.pk).update(created_at=datetime.datetime(2026, 11, 30, 9, tzinfo=UTC))
        yield offboarding.member_of(user), partnership


def invited(partnership, name, until):
    user = UserFactory(name=name)
    membership = Membership.objects.create(partnership=partnership, user=user, is_invited=True, asked_name=name)
    Invitation.objects.create(partnership=partnership, membership=membership, expires_at=until)
    return membership


def late(manager, monkeypatch, moment):
    """What the manager's home page calls late at a moment, with its day."""
    member, partnership = manager
    now = datetime.datetime.fromisoformat(moment).replace(tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    found = duties(partnership, member, timezone.localdate()).late
    return {due.duty.title: due.duty.due_on for due in found}


@pytest.mark.parametrize("night", NIGHTS)
def test_what_is_late_before_midnight_is_late_after_it(manager, monkeypatch, night):
    before, after = (late(manager, monkeypatch, moment) for moment in NIGHTS[night])

    assert before.items() >= LATE.items()
    assert after.items() >= before.items()


def test_nobody_is_asked_for_what_was_open_before_the_partnership_came(manager, monkeypatch):
    titles = " ".join(late(manager, monkeypatch, NIGHTS["the year ends"][1]))

    assert "2023-24" not in titles
    assert "Of before" not in titles


def test_a_new_year_adds_its_own_and_takes_nothing(manager, monkeypatch):
    before = late(manager, monkeypatch, "2027-09-30T22:30")
    after = late(manager, monkeypatch, "2027-09-30T23:30")

    assert set(after) - set(before) == {"Start the annual report 2026-27"}


def test_a_report_is_late_until_it_is_public(manager, monkeypatch):
    PublishedEditionFactory(year="2025-26")

    assert "Publish the annual report 2025-26" not in late(manager, monkeypatch, "2029-04-01T10:00")
