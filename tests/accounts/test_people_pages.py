"""The users page, a person's page and what leads from them."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, MembershipRole, User
from accounts.models.states import MemberState
from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.jobs import mails
from core.models import AccessEntry, Mail, Partnership
from tests.accounts.inviting import EMAIL, acting, invite, membership_of, roles_of, sent
from tests.core.test_mails import use
from tests.factories import AgencyFactory, SectionFactory, UserFactory, make_member

pytestmark = pytest.mark.django_db
USERS = "/darlington/settings/users/"
MOST_STATEMENTS = 17
DAY = datetime.timedelta(days=1)


@pytest.fixture
def browser(darlington, member, client_for):
    return client_for(member(darlington, Role.MANAGER, user=UserFactory(name="Morgan Manager")))


def text_of(answer):
    return answer.content.decode()


def person_page(email=EMAIL, partnership="darlington", rest=""):
    return f"/{partnership}/settings/users/{membership_pk(email)}/{rest}"


def membership_pk(email):
    return membership_of(Partnership.objects.get(slug="darlington"), email).pk


def send(browser, **typed):
    return browser.post(f"{USERS}invite/", {"name": "Sam Carter", "email": EMAIL, "role": "officer", **typed})


def test_an_officer_invites_and_sees_who_has_not_come(darlington, browser):
    answer = send(browser)

    assert answer.url == person_page()
    assert "Invited" in text_of(browser.get(answer.url))
    assert "until" in text_of(browser.get(USERS))
    assert len(sent(darlington)) == 1


def test_a_form_sent_twice_invites_once(darlington, browser):
    receipt = browser.get(f"{USERS}invite/").context["form"]["receipt"].value()
    first, second = (send(browser, receipt=receipt) for _ in range(2))

    assert first.url == second.url
    assert len(sent(darlington)) == 1
    assert roles_of(darlington) == ["officer"]


def test_what_a_role_lacks_is_said_on_its_field(browser):
    page = text_of(send(browser, role="scrutineer"))
    assert "given until a day: enter the last one" in page
    assert not User.objects.filter(email=EMAIL).exists()


def test_a_name_of_300_characters_and_no_address(browser):
    page = text_of(send(browser, name="N" * 300, email="nobody"))
    assert "Full name must be 200 characters or fewer" in page
    assert "Enter an email address in the correct format" in page


def test_a_refused_mail_shows_with_the_servers_reason(darlington, browser, post, settings):
    use(settings, post)
    post.refuses[EMAIL] = "550 5.1.1 No such person here"
    send(browser)
    sent(darlington)

    for address in (USERS, person_page()):
        page = text_of(browser.get(address))
        assert "Email refused" in page
        assert "550 5.1.1 No such person here" in page
    assert "Correct the email address of Sam Carter" in text_of(browser.get("/darlington/"))

    post.refuses.clear()
    browser.post(person_page(rest="resend/"))
    sent(darlington)
    assert len(post.to(EMAIL)) == 1
    assert "No such person here" not in text_of(browser.get(USERS))


def test_states_are_told_apart_and_narrowed_by(darlington, browser, manager):
    for number, state in enumerate(MemberState):
        email = f"{state}@example.org"
        if state in (MemberState.ACTIVE, MemberState.FUTURE, MemberState.ENDED):
            dates = {"future": {"starts_on": "2090-01-01"}, "ended": {"ends_on": "2020-03-31"}}.get(state, {})
            make_member(darlington, Role.OFFICER, user=UserFactory(email=email, name=f"Name {number}"), **dates)
        else:
            membership = invite(darlington, manager, email=email)
            with partnership_scope(darlington):
                if state == MemberState.EXPIRED:
                    membership.invitations.update(expires_at=timezone.now() - DAY)
                if state == MemberState.REFUSED:
                    Mail.objects.filter(to=email).update(state="refused", problem="550 no")

    for state in MemberState:
        page = text_of(browser.get(USERS, {"state": state.value}))
        assert f"{state}@example.org" in page, state
        assert [other for other in MemberState if other != state and f"{other}@example.org" in page] == []
    assert "ended@example.org" not in text_of(browser.get(USERS))
    assert "ended@example.org" in text_of(browser.get(USERS, {"state": "all"}))


def test_people_are_found_by_name_role_and_agency(darlington, browser):
    with partnership_scope(darlington):
        police = AgencyFactory(name="Police")
    make_member(
        darlington, Role.AGENCY_LEAD, user=UserFactory(email="pat@example.org", name="Pat Constable"), agency=police
    )
    make_member(darlington, Role.ANALYST, user=UserFactory(name="Ann Analyst"))

    for narrowed in ({"name": "constable PAT"}, {"role": "agency_lead"}, {"agency": str(police.pk)}):
        page = text_of(browser.get(USERS, narrowed))
        assert "Pat Constable" in page
        assert "Ann Analyst" not in page
    found = text_of(browser.get("/darlington/search/", {"q": "constable"}))
    assert reverse("people:person", args=["darlington", membership_pk("pat@example.org")]) in found


def test_the_list_as_a_file_is_in_the_access_log(darlington, browser):
    make_member(darlington, Role.ANALYST, user=UserFactory(name="=Ann Analyst"))
    answer = browser.get(USERS, {"export": "csv"})

    assert "Ann Analyst" in text_of(answer)
    assert "\n=Ann" not in text_of(answer)
    with partnership_scope(darlington):
        entry = AccessEntry.objects.get()
    assert entry.what.startswith("People with access")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("count", [3, 120])
def test_the_list_asks_as_little_for_many_as_for_few(darlington, browser, count):
    with partnership_scope(darlington):
        agency = AgencyFactory()
        for _ in range(count):
            membership = Membership.objects.create(partnership=darlington, user=UserFactory())
            held = {"partnership": darlington, "membership": membership}
            MembershipRole.objects.create(**held, role="contributor", agency=agency)
            MembershipRole.objects.create(**held, role="analyst")
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(USERS).status_code == 200
    assert len(queries) == MOST_STATEMENTS, "\n".join(query["sql"][:200] for query in queries)


def test_roles_are_given_dated_and_ended_on_a_persons_page(darlington, browser):
    make_member(darlington, Role.OFFICER, user=UserFactory(email=EMAIL, name="Sam Carter"))
    browser.post(person_page(rest="roles/add/"), {"role": "analyst"})
    assert sorted(roles_of(darlington)) == ["analyst", "officer"]

    with partnership_scope(darlington):
        held = MembershipRole.objects.get(role="analyst")
    dates = {"ends_on_day": "31", "ends_on_month": "3", "ends_on_year": "2090", "version": "1"}
    browser.post(person_page(rest=f"roles/{held.pk}/dates/"), dates)
    assert "Until 31\N{NO-BREAK SPACE}March\N{NO-BREAK SPACE}2090" in text_of(browser.get(person_page()))

    browser.post(person_page(rest=f"roles/{held.pk}/end/"), {"when": "now"})
    assert roles_of(darlington) == ["officer"]
    assert "Former roles" in text_of(browser.get(person_page()))


def test_ending_asks_who_takes_over_and_does_both_at_once(darlington, browser):
    author = make_member(darlington, Role.OFFICER, user=UserFactory(email=EMAIL, name="Sam Carter"))
    taker = make_member(darlington, Role.ANALYST, user=UserFactory(email="taker@example.org"))
    with partnership_scope(darlington):
        section = SectionFactory(title="Foreword", author=author)

    page = browser.post(person_page(rest="end/"), {"when": "now"})
    assert "nobody leaves with something open in their name" in text_of(page)
    assert roles_of(darlington) == ["officer"]

    chosen = membership_pk("taker@example.org")
    answer = browser.post(person_page(rest="end/"), {"when": "now", "to": chosen})
    assert answer.url == USERS
    with partnership_scope(darlington):
        section.refresh_from_db()
    assert section.author == taker
    assert roles_of(darlington) == []

    sheet = text_of(browser.get(person_page(rest="handover-sheet/")))
    assert taker.name in sheet
    assert "Foreword" in sheet
    with partnership_scope(darlington):
        assert AccessEntry.objects.filter(action="print").count() == 1


def test_work_is_handed_over_without_leaving(darlington, browser):
    author = make_member(darlington, Role.OFFICER, user=UserFactory(email=EMAIL, name="Sam Carter"))
    taker = make_member(darlington, Role.ANALYST, user=UserFactory(email="taker@example.org"))
    with partnership_scope(darlington):
        section = SectionFactory(title="Foreword", author=author)
    browser.post(person_page(rest="hand-over/"), {"to": membership_pk("taker@example.org")})
    with partnership_scope(darlington):
        section.refresh_from_db()
    assert (section.author, roles_of(darlington)) == (taker, ["officer"])


def test_the_only_manager_reads_why_they_stay(darlington, browser, client_for):
    """Seen by the second manager, who is about to leave: nobody else is left then."""
    other = acting(darlington, Role.MANAGER, user=UserFactory(email=EMAIL, name="Sam Carter"))
    with partnership_scope(darlington):
        Membership.objects.filter(user__name="Morgan Manager").update(ends_on=timezone.localdate() + DAY)
    last = timezone.localdate() + 10 * DAY
    typed = {"when": "day", "last_day_day": last.day, "last_day_month": last.month, "last_day_year": last.year}
    page = browser.post(person_page(other.user.email, rest="end/"), typed)
    assert "is the only business manager then" in text_of(page)


def test_nobody_changes_themselves(darlington, browser):
    with partnership_scope(darlington):
        own = Membership.objects.get(user__name="Morgan Manager")
        held = own.roles.get()
    page = text_of(browser.get(f"{USERS}{own.pk}/"))
    assert "These are your own roles" in page
    for rest in (f"roles/{held.pk}/end/", f"roles/{held.pk}/dates/"):
        refused = browser.get(f"{USERS}{own.pk}/{rest}")
        assert refused.status_code == 403
        assert "Nobody changes their own roles" in text_of(refused)
    assert browser.post(f"{USERS}{own.pk}/end/", {"when": "now"}).status_code == 403


def test_an_agencys_lead_looks_after_own_people(darlington, client_for):
    with partnership_scope(darlington):
        council, police = AgencyFactory(name="Council"), AgencyFactory(name="Police")
    lead = make_member(darlington, Role.AGENCY_LEAD, agency=council)
    make_member(
        darlington, Role.CONTRIBUTOR, agency=police, user=UserFactory(email="pc@example.org", name="Pat Constable")
    )
    browser = client_for(lead)
    typed = {"role": "contributor", "agency": str(council.pk)}

    assert send(browser, **typed).status_code == 302
    assert "Sam Carter" in text_of(browser.get("/darlington/my-agency/people/"))
    assert "Pat Constable" not in text_of(browser.get("/darlington/my-agency/people/"))
    assert browser.get(USERS).status_code == 403

    refused = browser.get(person_page("pc@example.org"))
    assert refused.status_code == 403
    assert "own agency only" in text_of(refused)
    for forged in ({"agency": str(police.pk)}, {"role": "officer"}, {"role": "manager"}):
        page = send(browser, **(typed | {"email": "forged@example.org"} | forged))
        assert page.status_code == 200
        assert "You cannot give" in text_of(page)
    assert not User.objects.filter(email="forged@example.org").exists()


def test_every_mail_has_its_maker():
    assert {"accounts.invitation", "accounts.added", "accounts.asked_again"} <= set(mails._makers)
