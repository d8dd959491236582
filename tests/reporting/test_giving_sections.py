"""Giving a section to another author: the page, the mail and the section say the same, however it stands."""

import re

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.jobs import mails
from core.models import Mail
from reporting.services import sections
from tests.factories import UserFactory
from tests.reporting.asking import ask, section
from tests.reporting.test_two_savers import hidden

DAY = {"due_on_day": "1", "due_on_month": "8", "due_on_year": "2098"}


def url(name, *args):
    return reverse(f"reporting:{name}", args=["darlington", "2019-20", *args])


@pytest.fixture
def other(darlington, member):
    return member(darlington, Role.CONTRIBUTOR, user=UserFactory(name="Designated Nurse"))


@pytest.fixture
def stand(darlington, started, people):
    """`stand(state)`: “People” is written by the contributor and stands like that."""

    def made(state):
        with partnership_scope(darlington):
            author = people[Role.CONTRIBUTOR]
            ask("people", author, 5)
            sections.write(section=section("people"), text="Words.", version=1, by=author)
            if state != "writing":
                sections.submit(section=section("people"), by=author)
            if state == "accepted":
                sections.accept(section=section("people"), by=None)
            if state == "returned":
                sections.send_back(section=section("people"), reason="Say more.", by=None)
            Mail.objects.all().update(state=Mail.State.SENT)

    return made


def give(officer, other):
    where = url("section_assign", "people")
    form = {"author": str(other.pk), **DAY} | hidden(officer.get(where))
    return officer.post(where, form, follow=True).content.decode()


def give_with_others(officer, other):
    where = url("assign_many")
    form = {"section": ["people"], "author": str(other.pk)} | hidden(officer.get(where))
    return officer.post(where, form, follow=True).content.decode()


def told(darlington, other):
    """What the mails that wait say to the new author."""
    with partnership_scope(darlington):
        waiting = Mail.objects.filter(state=Mail.State.WAITING, to=other.email)
        return [message for one in waiting if (message := mails._makers[one.kind](one))]


@pytest.mark.parametrize("how", [give, give_with_others])
@pytest.mark.parametrize("state", ["submitted", "accepted"])
def test_what_was_handed_in_stays_so_and_its_new_author_is_told(
    officer, darlington, stand, other, client_for, state, how
):
    stand(state)

    page = how(officer, other)

    assert f"“People” stays {state}: return it to have it changed." in page
    with partnership_scope(darlington):
        assert (section("people").state, section("people").author) == (state, other)
    (mail,) = told(darlington, other)
    assert mail.subject == "“People” is yours from now on – Darlington"
    assert f"It is {state}" in mail.text
    assert "You need not do anything" in mail.text
    own = client_for(other).get(url("section", "people")).content.decode()
    assert "You have submitted" not in own
    assert ("This section is submitted" if state == "submitted" else "has accepted this section") in own


@pytest.mark.parametrize("how", [give, give_with_others])
@pytest.mark.parametrize("state", ["writing", "returned"])
def test_what_is_to_be_written_is_asked_of_its_new_author(officer, darlington, stand, other, state, how):
    stand(state)

    page = how(officer, other)

    assert "stays" not in page.split("<main")[1].split("<h2")[0]
    (mail,) = told(darlington, other)
    assert mail.subject == "You are asked to write “People” – Darlington"
    assert "A text is there." in mail.text
    assert ("It was returned for changes, and the page says why." in mail.text) == (state == "returned")
    assert f"It takes about {20 if state == 'returned' else 60} minutes." in mail.text


def test_a_mail_of_what_is_theirs_says_nothing_once_it_is_returned_to_them(officer, darlington, stand, other):
    stand("submitted")
    give(officer, other)
    with partnership_scope(darlington):
        sections.send_back(section=section("people"), reason="Say more.", by=UserFactory())

    assert [mail.subject for mail in told(darlington, other)] == ["Returned to you: “People” – Darlington"]


WHERE = url("section", "people")


def opened_by(client):
    return re.search(r'name="typed_by" value="([^"]+)"', client.get(WHERE).content.decode()).group(1)


def test_what_somebody_typed_into_a_section_that_is_anothers_by_now_is_given_back(
    officer, darlington, stand, people, other, client_for
):
    stand("writing")
    author = client_for(people[Role.CONTRIBUTOR])
    typed = {"text": "An hour <of> work.", "version": "2", "typed_by": opened_by(author)}
    give(officer, other)

    answer = author.post(WHERE, typed)

    page = answer.content.decode()
    assert answer.status_code == 403
    assert "readonly>\nAn hour &lt;of&gt; work.</textarea>" in page
    assert "Designated Nurse writes it now. Your words were not saved; copy them here." in page
    with partnership_scope(darlington):
        assert section("people").text == "Words."


def test_what_was_kept_while_it_was_typed_is_given_back_too(officer, stand, people, other, client_for):
    stand("writing")
    author = client_for(people[Role.CONTRIBUTOR])
    author.post("/darlington/drafts/", {"draft_of": WHERE, "text": "An hour of work.", "version": "2"})
    give(officer, other)

    answer = author.get(WHERE)

    assert answer.status_code == 403
    assert "An hour of work.</textarea>" in answer.content.decode()
    assert "“People” is not yours any more" in answer.content.decode()


@pytest.mark.parametrize("given", ["to another", "to nobody"])
def test_who_comes_back_to_a_section_that_was_theirs_reads_whose_it_is(
    officer, stand, people, other, client_for, darlington, given
):
    stand("writing")
    with partnership_scope(darlington):
        ask("people", other if given == "to another" else None, None)

    answer = client_for(people[Role.CONTRIBUTOR]).get(WHERE)

    page = answer.content.decode()
    assert answer.status_code == 403
    assert "“People” is not yours any more" in page
    assert ("Designated Nurse writes it now." if given == "to another" else "Nobody is asked to write it") in page
    assert "textarea" not in page


def test_who_never_opened_a_section_is_not_told_whose_it_is(stand, other, client_for):
    stand("writing")
    page = client_for(other).post(WHERE, {"text": "Let me in.", "version": "2"}).content.decode()

    assert "This section is not yours" in page
    assert "People" not in page
    assert client_for(other).get(WHERE).status_code == 403
