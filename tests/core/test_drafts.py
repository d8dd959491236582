"""What somebody types is kept for them alone, comes back into the form, and goes when the form is saved."""

import datetime
import re
from dataclasses import replace

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.models import Draft
from core.submissions import drafts
from partnership.models import Agency
from tests.core.test_records import ADD, NEW, address, text_of, typed
from tests.factories import AgencyFactory

pytestmark = pytest.mark.urls("tests.core.records_urls")
KEEP = "/darlington/drafts/"
TYPED = {
    "name": "Half a na",
    "kind": "funder",
    "starts_on_day": "1",
    "starts_on_month": "4",
    "starts_on_year": "",
    "note": "Two\r\nlines",
}


@pytest.fixture
def user(darlington, member):
    return member(darlington, Role.OFFICER)


@pytest.fixture
def officer(user, client_for):
    return client_for(user)


def of(path, **fields):
    return {drafts.OF: path, **fields}


def all_drafts(partnership):
    with partnership_scope(partnership):
        return {draft.path: draft.fields for draft in Draft.objects.all()}


def test_what_was_typed_comes_back(officer):
    assert re.fullmatch(r"\d\d:\d\d", officer.post(KEEP, of(ADD, **TYPED)).json()["kept_at"])

    page = officer.get(ADD)

    html = page.content.decode()
    assert "We kept what you typed on" in text_of(page)
    assert 'value="Half a na"' in html
    assert re.search(r'name="starts_on_day"[^>]*value="1"', html)
    assert re.search(r'name="starts_on_month"[^>]*value="4"', html)
    assert re.search(r'value="funder"\s+selected', html)
    assert "Two" in html


def test_a_tick_comes_back_and_so_does_its_absence(officer):
    where = "/darlington/try/post/"
    officer.post(KEEP, of(where, title="Analyst", is_recommended="on"))
    assert re.search(r'name="is_recommended"[^>]*checked', officer.get(where).content.decode())

    officer.post(KEEP, of(where, title="Analyst"))
    assert not re.search(r'name="is_recommended"[^>]*checked', officer.get(where).content.decode())


def test_a_draft_is_of_one_address(officer):
    officer.post(KEEP, of(ADD, **TYPED))

    assert "We kept" not in text_of(officer.get(ADD + "?for=another"))


def test_nobody_else_gets_it(officer, darlington, member, client_for):
    officer.post(KEEP, of(ADD, **TYPED))
    manager = client_for(member(darlington, Role.MANAGER))

    assert "Half a na" not in manager.get(ADD).content.decode()
    manager.post(KEEP, of(ADD, name="The manager's"))
    manager.post(KEEP, of(ADD, draft_discard="yes"))
    assert "Half a na" in officer.get(ADD).content.decode()


def test_a_role_that_only_reads_keeps_its_own_drafts(darlington, member, client_for):
    scrutineer = client_for(member(darlington, Role.SCRUTINEER))

    assert scrutineer.post(KEEP, of("/darlington/notes/", text="Mine")).status_code == 200


def test_a_saved_form_leaves_no_draft(officer, darlington):
    officer.post(KEEP, of(ADD, **TYPED))

    assert officer.post(ADD, NEW | typed(officer.get(ADD))).status_code == 302
    assert all_drafts(darlington) == {}


def test_a_refused_form_leaves_its_draft(officer, darlington):
    officer.post(KEEP, of(ADD, **TYPED))

    assert officer.post(ADD, {"name": ""}).status_code == 200
    assert list(all_drafts(darlington)) == [ADD]


def test_what_arrives_after_the_form_was_saved_does_not_come_back(officer):
    form = NEW | typed(officer.get(ADD))
    officer.post(ADD, form)
    officer.post(KEEP, of(ADD, **form))

    page = officer.get(ADD)
    assert "We kept" not in text_of(page)
    assert typed(page)["receipt"] != form["receipt"]


def test_a_draft_with_odd_receipts_is_shown(officer):
    officer.post(KEEP, of(ADD, **TYPED, receipt=["x", "y"]))

    assert "We kept" in text_of(officer.get(ADD))


def test_a_draft_that_says_what_is_saved_is_not_shown(officer, darlington):
    with partnership_scope(darlington):
        agency = AgencyFactory(name="As saved")
    where = address("try_change", agency)
    officer.post(KEEP, of(where, name="As saved", kind="relevant", version="1"))

    assert "We kept" not in text_of(officer.get(where))


def test_a_draft_of_an_old_version_is_stale_when_it_is_saved(officer, darlington):
    with partnership_scope(darlington):
        agency = AgencyFactory(name="First")
    where = address("try_change", agency)
    officer.post(KEEP, of(where, name="Typed", kind="relevant", version="1"))
    with partnership_scope(darlington):
        Agency.objects.filter(pk=agency.pk).update(name="Theirs")

    page = officer.get(where)
    answer = officer.post(where, {"name": "Typed", "kind": "relevant", **typed(page)})

    assert "Typed" in page.content.decode()
    assert "Saved in the meantime by" in text_of(answer)


def test_a_draft_is_discarded_by_a_button(officer, darlington):
    officer.post(KEEP, of(ADD, **TYPED))

    answer = officer.post(KEEP, of(ADD, draft_discard="yes"), follow=True)

    assert answer.redirect_chain == [(ADD, 302)]
    assert "What you had typed is discarded." in text_of(answer)
    assert all_drafts(darlington) == {}


def test_passwords_and_tokens_are_never_kept(officer, darlington):
    officer.post(KEEP, of(ADD, name="x", password="secret", new_password1="secret", csrfmiddlewaretoken="t"))

    assert all_drafts(darlington) == {ADD: {"name": ["x"]}}


def test_too_much_is_refused_with_a_sentence(officer, darlington):
    answer = officer.post(KEEP, of(ADD, note="x" * (drafts.LARGEST + 1)))

    assert answer.status_code == 413
    assert answer.json()["problem"] == "This is too long to be kept for you. Save it before you leave."
    assert all_drafts(darlington) == {}


@pytest.mark.parametrize(
    "path", ["", "/durham/agencies/", "//elsewhere.example/darlington/", "https://elsewhere.example"]
)
def test_only_a_form_of_the_partnership_has_a_draft(officer, darlington, path):
    for fields in ({}, {"draft_discard": "yes"}):
        assert officer.post(KEEP, of(path, name="x", **fields)).status_code == 422
    assert all_drafts(darlington) == {}


def test_a_character_that_no_text_may_hold_is_left_out(officer, darlington):
    assert officer.post(KEEP, of(ADD + "\0", **{"na\0me": "a\0b"})).status_code == 200
    assert officer.post(KEEP, of("/darlington/other/\0", draft_discard="yes")).status_code == 302

    assert all_drafts(darlington) == {ADD: {"name": ["ab"]}}


def test_old_drafts_go_when_the_same_person_keeps_another(officer, user, darlington):
    officer.post(KEEP, of("/darlington/old/", name="x"))
    with partnership_scope(darlington):
        Draft.objects.update(saved_at=timezone.now() - datetime.timedelta(days=drafts.DAYS + 1))

    officer.post(KEEP, of("/darlington/new/", name="x"))
    assert list(all_drafts(darlington)) == ["/darlington/new/"]


def test_it_gives_a_fresh_token(officer):
    assert len(officer.get(KEEP).json()["token"]) == 64


def keep(partnership, user, path, query):
    with partnership_scope(partnership, by=user):
        return drafts.keep(partnership=partnership, user=user, path=path, typed=QueryDict(query))


def test_what_autosave_sends_belongs_to_the_form_that_it_names(darlington, user):
    """Also where it arrives after the session has ended, and the way in keeps it under the address of autosave."""
    assert keep(darlington, user, KEEP, f"{drafts.OF}={ADD}&name=x").path == ADD


def test_a_button_alone_is_no_typing(darlington, user):
    assert keep(darlington, user, "/darlington/reports/2019-20/compile/", "csrfmiddlewaretoken=t") is None
    assert all_drafts(darlington) == {}


def test_a_visitor_with_no_session_keeps_nothing(db, darlington):
    assert Client().post(KEEP, of(ADD, name="x")).status_code == 302
    assert all_drafts(darlington) == {}


def test_a_draft_needs_no_field_of_the_form(darlington, user):
    assert keep(darlington, user, ADD, "odd=1&odd=2").fields == {"odd": ["1", "2"]}


def test_so_many_forms_are_kept_and_no_text_of_the_others_is_lost(darlington, officer, settings):
    settings.QUOTAS = settings.QUOTAS | {"drafts": replace(settings.QUOTAS["drafts"], most=2)}
    for number in (1, 2):
        assert officer.post(KEEP, of(f"/darlington/{number}/", **TYPED)).status_code == 200

    refused = officer.post(KEEP, of("/darlington/3/", **TYPED))

    assert refused.status_code == 413
    assert refused.json()["problem"].startswith("Not kept: 2 forms of yours wait to be saved already.")
    assert sorted(all_drafts(darlington)) == ["/darlington/1/", "/darlington/2/"]
    assert officer.post(KEEP, of("/darlington/2/", **TYPED | {"name": "More"})).status_code == 200
    assert all_drafts(darlington)["/darlington/2/"]["name"] == ["More"]
