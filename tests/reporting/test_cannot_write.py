"""The mailed link by which an author gives a section back: what it opens, what it never does, and when it is over."""

import re

import pytest
from django.core import mail as outgoing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from django.utils import timezone

from accounts.models import Membership, MembershipRole, TaskLink
from accounts.permissions import Member
from accounts.roles import Role
from accounts.services import offboarding, task_links
from core.db.tenancy import partnership_scope
from core.jobs import mails
from core.models import AccessEntry, Mail
from reporting.mails import ASKED, CANNOT_WRITE, REMINDER
from reporting.models import Section, SectionPermission
from reporting.services import declining, reports, sections
from tests.factories import AgencyFactory, SectionFactory, UserFactory
from tests.factories.accounts import close
from tests.test_matrix import addresses

pytestmark = pytest.mark.django_db
LINK = re.compile(r"/cannot-write/([^/\s]+)/")


@pytest.fixture
def officer(darlington, member):
    return member(darlington, Role.OFFICER, user=UserFactory(name="Development Officer"))


@pytest.fixture
def author(darlington, member):
    with partnership_scope(darlington):
        agency = AgencyFactory(name="Council")
    return member(darlington, Role.CONTRIBUTOR, user=UserFactory(name="Named Nurse"), agency=agency)


@pytest.fixture
def section(darlington, officer, author):
    with partnership_scope(darlington, by=officer):
        section = SectionFactory(title="Foreword", key="foreword", text="Half a text.")
        return sections.assign(section=section, author=author, due_on=timezone.localdate(), by=officer)


def mailed(darlington, kind=ASKED):
    """The words of the last mail of that kind, sent."""
    with partnership_scope(darlington):
        row = Mail.objects.filter(kind=kind).order_by("created_at").last()
    mails.deliver(key=row.pk, partnership_id=row.partnership_id, user_id=None)
    return outgoing.outbox[-1].body


@pytest.fixture
def token(darlington, section):
    return LINK.search(mailed(darlington))[1]


def at(token):
    return reverse("cannot_write", args=[token])


def now(darlington, section):
    with partnership_scope(darlington):
        return Section.objects.get(pk=section.pk)


def test_the_link_gives_the_section_back_without_a_sign_in(darlington, section, author, officer, token):
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(at(token)).content.decode()
    said = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    assert "Say that you cannot write “Foreword”" in page
    assert f"{darlington.name} asks you to write it for the annual report" in page
    assert now(darlington, section).author == author

    answer = browser.post(at(token), {"csrfmiddlewaretoken": said})

    assert "Thank you for saying so" in answer.content.decode()
    given_back = now(darlington, section)
    assert (given_back.author, given_back.text, given_back.due_on) == (None, "Half a text.", section.due_on)
    assert "Named Nurse cannot write “Foreword”" in mailed(darlington, CANNOT_WRITE)
    assert outgoing.outbox[-1].to == [officer.email]
    with partnership_scope(darlington):
        assert not SectionPermission.objects.exists()
        entry = AccessEntry.objects.get()
        assert (entry.user, entry.what) == (author, "“Foreword” given back by a mailed link")
        assert TaskLink.objects.get().used_at


def test_the_page_leads_to_the_section_and_names_whom_to_ask(darlington, section, token, client, settings):
    page = client.get(at(token)).content.decode()

    with partnership_scope(darlington):
        assert f'href="{now(darlington, section).get_absolute_url()}"' in page
    assert f'href="mailto:{settings.REPLY_TO}"' in page


def test_sent_twice_it_says_thank_you_twice_and_tells_once(darlington, token, client):
    answers = [client.post(at(token)), client.post(at(token)), client.get(at(token))]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert all("Thank you" in answer.content.decode() for answer in answers)
    with partnership_scope(darlington):
        assert Mail.objects.filter(kind=CANNOT_WRITE).count() == 1


def test_every_mail_of_the_task_has_the_same_link_and_the_database_its_hash(darlington, section, officer, token):
    with partnership_scope(darlington, by=officer):
        sections.remind(section=section, by=officer)

    assert LINK.search(mailed(darlington, REMINDER))[1] == token
    with partnership_scope(darlington):
        (link,) = TaskLink.objects.all()
    assert link.token_hash == task_links._hash(token)
    assert token not in str(vars(link))


def test_looking_reads_nothing_but_what_is_the_persons_own(darlington, section, token, client):
    """No partnership is open while the page is made, and the database gives no section to such a scope."""
    with CaptureQueriesContext(connection) as queries:
        client.get(at(token))
    asked = " ".join(one["sql"] for one in queries)
    assert "app.open_scope" in asked
    assert "reporting_" not in asked
    assert f"open_scope('{darlington.pk}" not in asked

    task = declining.asked(token)
    with partnership_scope(by=task.user):
        assert Section._base_manager.count() == 0
        assert TaskLink.own.count() == 1


def test_it_opens_no_other_address(darlington, token):
    """Neither as the key of another page, nor as a session."""
    browser = Client()
    browser.get(at(token))
    assert browser.get("/darlington/").url.startswith("/sign-in/")
    for name, _, arguments in addresses(get_resolver()):
        if "token" in arguments and name != "cannot_write":
            answer = browser.get(reverse(name, args=[token]))
            assert answer.status_code in {404, 405, 410}, name
    with pytest.raises(task_links.Over):
        task_links.read(token, "another task")


def hand_in(section, author, officer):
    sections.submit(section=section, by=author)


def accept(section, author, officer):
    sections.accept(section=section, by=officer)


def give_to_another(section, author, officer):
    sections.assign(section=section, author=officer, due_on=None, by=officer)


def give_away_and_back(section, author, officer):
    for one in (officer, author):
        sections.assign(section=section, author=one, due_on=None, by=officer)


def leave_out(section, author, officer):
    reports.leave_out(section=section, reason="Not this year.", by=officer)


def delete(section, author, officer):
    Section.objects.filter(pk=section.pk).update(is_own=True, text="")
    reports.remove_section(section=Section.objects.get(pk=section.pk), by=officer)


def end_the_role(section, author, officer):
    yesterday = timezone.localdate() - offboarding.ONE_DAY
    MembershipRole.objects.filter(membership__user=author).update(starts_on=None, ends_on=yesterday)


def end_their_time(section, author, officer):
    by = Member(officer, MembershipRole.objects.filter(membership__user=officer))
    membership = Membership.objects.get(user=author)
    offboarding.end(membership=membership, last_day=None, by=by, to=officer)


def close_the_account(section, author, officer):
    close(author)


ENDS = [
    hand_in,
    accept,
    give_to_another,
    give_away_and_back,
    leave_out,
    delete,
    end_the_role,
    end_their_time,
    close_the_account,
]


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.__name__)
def test_it_is_over_with_its_task_or_its_person(darlington, section, author, officer, token, client, end):
    with partnership_scope(darlington, by=officer):
        end(section, author, officer)
        before = list(Section.objects.values())

    for method in ("get", "post"):
        answer = getattr(client, method)(at(token))
        assert answer.status_code == 410, method
        assert "does not work any more" in answer.content.decode()
    with partnership_scope(darlington):
        assert list(Section.objects.values()) == before


@pytest.mark.parametrize("change", ["{}x", "x{}", "{}:x"])
def test_what_was_made_up_opens_nothing(token, client, change):
    assert client.post(at(change.format(token))).status_code == 410


def test_of_another_partnership_it_changes_nothing(darlington, durham, section, token, client):
    """The row moved by hand is the row of nobody: its token is of this person and this row."""
    with partnership_scope(durham):
        theirs = SectionFactory(title="Theirs")
    with partnership_scope(darlington):
        TaskLink.objects.update(subject_id=theirs.pk)

    assert client.post(at(token)).status_code == 410
    assert now(durham, theirs).title == "Theirs"


def test_a_link_that_a_browser_of_somebody_else_follows_is_still_its_persons(
    darlington, section, token, client_for, officer
):
    client_for(officer).post(at(token))

    with partnership_scope(darlington):
        assert AccessEntry.objects.get().user.name == "Named Nurse"
