"""Two people who change the same of a report, or one in two tabs: the second one reads what the first one saved, and
loses nothing."""

import datetime
import re

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from reporting.models import PublishedProfile, Section
from reporting.services import profiles, reports, sections
from tests.factories import UserFactory

AUGUST = {"due_on_day": "1", "due_on_month": "8", "due_on_year": "2030"}


@pytest.fixture
def theirs(darlington):
    """Somebody else, who saves first."""
    return UserFactory(name="Mo Manager")


@pytest.fixture
def officer(darlington, member, client_for):
    return client_for(member(darlington, Role.MANAGER))


@pytest.fixture
def author(darlington, member):
    return member(darlington, Role.CONTRIBUTOR)


def url(name, *args):
    return reverse(f"reporting:{name}", args=["darlington", "2019-20", *args])


def hidden(page):
    found = re.findall(r'name="(version|seen|was)" value="([^"]*)"', page.content.decode())
    return {name: value.replace("&quot;", '"') for name, value in found}


def section(key="people"):
    return Section.objects.select_related("author").get(key=key)


def assign(partnership, by, author, key="people"):
    with partnership_scope(partnership, by=by):
        sections.assign(section=section(key), author=author, due_on=datetime.date(2030, 7, 1), by=None)


def test_an_author_is_not_replaced_unseen(officer, darlington, started, theirs, author, member):
    other = member(darlington, Role.CONTRIBUTOR)
    where = url("section_assign", "people")
    form = {"author": str(other.pk), **AUGUST} | hidden(officer.get(where))
    assign(darlington, theirs, author)

    page = officer.post(where, form)

    html = page.content.decode()
    assert "Saved in the meantime by Mo Manager" in html
    assert author.name in html
    assert re.search(rf'value="{other.pk}"\s+selected', html)
    with partnership_scope(darlington):
        assert section().author == author
    assert officer.post(where, form | hidden(page)).status_code == 302
    with partnership_scope(darlington):
        assert section().author == other


def test_the_author_that_is_asked_already_is_saved(officer, darlington, started, author):
    where = url("section_assign", "people")
    form = {"author": str(author.pk), **AUGUST} | hidden(officer.get(where))

    assert [officer.post(where, form).status_code for _ in range(2)] == [302, 302]


def test_one_of_several_that_somebody_else_has_given_away_is_named(officer, darlington, started, theirs, author):
    where = url("assign_many")
    form = {"section": ["people", "foreword"], "author": "nobody", **AUGUST} | hidden(officer.get(where))
    assign(darlington, theirs, author)

    page = officer.post(where, form)

    html = page.content.decode()
    assert f"“People”: {author.name} writes it, due on 1 July 2030. Mo Manager has saved it since" in html
    assert "“Foreword”:" not in html
    with partnership_scope(darlington):
        assert section().author == author
    assert officer.post(where, form | hidden(page)).status_code == 302
    with partnership_scope(darlington):
        assert section().author is None


def test_several_that_are_sent_twice_are_changed_once(officer, darlington, started, author):
    where = url("assign_many")
    form = {"section": ["people"], "author": str(author.pk), **AUGUST} | hidden(officer.get(where))

    assert [officer.post(where, form).status_code for _ in range(2)] == [302, 302]


@pytest.mark.parametrize("was", ["x", "[]", '{"people": 1}', "9" * 5000])
def test_an_odd_state_of_several_is_asked_about(officer, started, was):
    form = {"section": ["people"], "author": "nobody", **AUGUST, "was": was}

    assert "since you opened this" in officer.post(url("assign_many"), form).content.decode()


def test_a_reason_is_not_replaced_unseen(officer, darlington, started, theirs):
    where = url("section_leave_out", "people")
    form = {"reason": "Mine"} | hidden(officer.get(where))
    with partnership_scope(darlington, by=theirs):
        reports.leave_out(section=section(), reason="Theirs", by=None)

    page = officer.post(where, form)

    assert "Saved in the meantime by Mo Manager" in page.content.decode()
    with partnership_scope(darlington):
        assert section().left_out_reason == "Theirs"
    assert officer.post(where, form | hidden(page)).status_code == 302
    with partnership_scope(darlington):
        assert section().left_out_reason == "Mine"


def test_a_public_page_is_not_replaced_unseen(officer, darlington, theirs):
    where = reverse("reporting:public_page", args=["darlington"])
    form = {"about": "Mine", "publish": "yes"} | hidden(officer.get(where))
    with partnership_scope(darlington, by=theirs):
        profiles.publish(partnership=darlington, about="Theirs came first", by=None)

    page = officer.post(where, form)

    html = page.content.decode()
    assert "Published in the meantime by Mo Manager" in html
    assert "Theirs came first" in html
    assert ">Mine</textarea>" in html.replace("\r", "").replace("\n", "")
    with partnership_scope(darlington):
        assert PublishedProfile.objects.count() == 1
    assert officer.post(where, form | hidden(page)).status_code == 302
    with partnership_scope(darlington):
        assert PublishedProfile.objects.count() == 2


def test_a_public_page_that_is_sent_twice_is_published_once(officer, darlington):
    where = reverse("reporting:public_page", args=["darlington"])
    form = {"about": "Mine", "publish": "yes"} | hidden(officer.get(where))

    assert [officer.post(where, form).status_code for _ in range(2)] == [302, 302]
    with partnership_scope(darlington):
        assert PublishedProfile.objects.count() == 1


def test_who_saves_a_section_in_two_tabs_is_not_told_of_somebody_else(officer, started):
    where, own = url("section", "people"), "You saved this section in another tab or window"
    officer.post(where, {"text": "From one tab.", "version": "1"})

    page = officer.post(where, {"text": "From the other.", "version": "1"}).content.decode()
    assert f"{own} while you were writing" in page
    assert "Somebody" not in page

    officer.post("/darlington/drafts/", {"draft_of": where, "text": "Typed before.", "version": "1"})
    page = officer.get(where).content.decode()
    assert f"{own} after you typed" in page
    assert "Somebody" not in page


def test_who_saves_anything_in_two_tabs_is_told_that_it_was_they(officer, darlington, started):
    leave_out, public = url("section_leave_out", "people"), reverse("reporting:public_page", args=["darlington"])
    first = {"reason": "One tab"} | hidden(officer.get(leave_out))
    officer.post(leave_out, first)
    published = {"about": "One tab", "publish": "yes"} | hidden(officer.get(public))
    officer.post(public, published)

    pages = [
        officer.post(leave_out, first | {"reason": "The other"}).content.decode(),
        officer.post(public, published | {"about": "The other"}).content.decode(),
    ]

    assert ["in the meantime by you, in another tab or window" in page for page in pages] == [True, True]
    assert ["Somebody else" in page for page in pages] == [False, False]
