"""What access leaves open, on the home page of those who look after it."""

import datetime

import pytest
from django.utils import timezone

from accounts.models import Membership, MembershipRole
from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.models import Partnership
from tests.accounts.inviting import invite
from tests.factories import SectionFactory, UserFactory, make_member

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
TODAY = timezone.localdate


@pytest.fixture
def browser(darlington, member, client_for):
    return client_for(member(darlington, Role.MANAGER, user=UserFactory(name="Morgan Manager")))


def text_of(answer):
    return answer.content.decode()


def test_home_tells_what_to_see_to(darlington, browser, manager):
    membership = invite(darlington, manager)
    assert "Sam Carter to accept the invitation" in text_of(browser.get("/darlington/"))

    with partnership_scope(darlington):
        membership.invitations.update(expires_at=timezone.now() - DAY)
    assert "Send Sam Carter a new invitation" in text_of(browser.get("/darlington/"))

    scrutineer = make_member(darlington, user=UserFactory(name="Sasha Scrutineer"))
    with partnership_scope(darlington):
        MembershipRole.objects.create(
            partnership=darlington,
            membership=Membership.objects.get(user=scrutineer),
            role=Role.SCRUTINEER,
            ends_on=timezone.localdate() + 20 * DAY,
        )
    assert "Sasha Scrutineer, independent scrutineer: the role ends" in text_of(browser.get("/darlington/"))


def late_on_home(browser):
    return {due.duty.title: due for due in browser.get("/darlington/").context["duties"].late}


@pytest.fixture
def lapsed(darlington):
    """A scrutineer whose term ended yesterday, in a partnership that came here before."""
    scrutineer, yesterday = make_member(darlington, user=UserFactory(name="Sasha Scrutineer")), TODAY() - DAY
    Partnership.objects.using("owner").filter(pk=darlington.pk).update(founded_on=TODAY() - 90 * DAY)
    with partnership_scope(darlington):
        held = Membership.objects.get(user=scrutineer)
        role = {"membership": held, "role": Role.SCRUTINEER, "ends_on": yesterday}
        yield MembershipRole.objects.create(partnership=darlington, **role)
    Partnership.objects.using("owner").filter(pk=darlington.pk).update(founded_on=darlington.founded_on)


LAPSED = "Sasha Scrutineer, independent scrutineer: the role has ended"


def test_a_role_that_has_ended_is_late_until_it_is_given_again_or_set_aside(darlington, browser, lapsed):
    due = late_on_home(browser)[LAPSED]
    assert (due.duty.due_on, due.may_be_set_aside) == (TODAY() - DAY, True)

    MembershipRole.objects.update(ends_on=TODAY() + 90 * DAY)

    assert LAPSED not in late_on_home(browser)


@pytest.mark.parametrize("how", ["they were put out at once", "they left", "before the partnership came"])
def test_a_role_that_is_over_for_good_is_not_late(darlington, browser, lapsed, how):
    if how == "they left":
        Membership.objects.filter(pk=lapsed.membership_id).update(ends_on=TODAY() - DAY)
    elif how == "they were put out at once":
        MembershipRole.objects.filter(pk=lapsed.pk).update(out_on=TODAY())
    else:
        MembershipRole.objects.filter(pk=lapsed.pk).update(ends_on=TODAY() - 91 * DAY)

    assert LAPSED not in late_on_home(browser)


def test_more_that_is_open_in_a_leavers_name_is_asked_about_again(darlington, browser):
    yesterday = TODAY() - DAY
    leaver = make_member(darlington, Role.OFFICER, user=UserFactory(name="Lee Leaver"), ends_on=yesterday)
    with partnership_scope(darlington):
        section = SectionFactory(author=leaver)
    once, twice = (f"Lee Leaver leaves: {count} still open in their name" for count in (1, 2))
    key = late_on_home(browser)[once].duty.key
    browser.post(f"/darlington/set-aside/new/?duty={key}", {"reason": "They come back in May."})
    assert once not in late_on_home(browser)

    with partnership_scope(darlington):
        SectionFactory(author=leaver, report=section.report)

    assert twice in late_on_home(browser)


def test_home_tells_who_leaves_with_something_open(darlington, browser):
    author = make_member(
        darlington, Role.OFFICER, user=UserFactory(name="Lee Leaver"), ends_on=timezone.localdate() + 9 * DAY
    )
    with partnership_scope(darlington):
        SectionFactory(author=author)
    assert "Lee Leaver leaves: 1 still open in their name" in text_of(browser.get("/darlington/"))
