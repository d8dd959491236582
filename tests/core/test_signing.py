"""What one person typed never stands in the name of another who signs in, in the same browser, after them."""

import re

import pytest
from django.conf import settings
from django.http import QueryDict
from django.test import RequestFactory

from accounts.roles import Role
from accounts.services import unsent_forms
from core.db.tenancy import partnership_scope
from core.submissions import signing
from partnership.models import Agency
from tests.core.test_drafts import KEEP, TYPED, all_drafts, of
from tests.core.test_records import ADD, NEW, text_of, typed

pytestmark = pytest.mark.urls("tests.core.records_urls")


@pytest.fixture
def first(darlington, member):
    return member(darlington, Role.OFFICER)


@pytest.fixture
def second(darlington, member):
    return member(darlington, Role.OFFICER)


def said_on(page):
    return re.findall(r'(?:name="typed_by" value|data-autosave-by)="([^"]*)"', page.content.decode())


def by(user, path=ADD):
    """What the page at this address says of whose form it is."""
    request = RequestFactory().get(path)
    request.user = user
    return signing.statement(request)


def test_a_form_says_whose_it_is_and_where(first, client_for):
    said = said_on(client_for(first).get(ADD + "?for=a"))

    assert [signing.stated(text) for text in said] == [(str(first.pk), ADD + "?for=a")] * 2


def test_a_form_that_was_wrong_is_still_the_same_persons(first, client_for):
    page = client_for(first).post(ADD, {"name": "", "typed_by": by(first)})

    assert {signing.stated(text).user_id for text in said_on(page)} == {str(first.pk)}


def test_another_persons_draft_is_refused(first, second, client_for, darlington):
    answer = client_for(second).post(KEEP, of(ADD, **TYPED, typed_by=by(first)))

    assert answer.status_code == 409
    assert "somebody else was signed in" in answer.json()["problem"]
    assert all_drafts(darlington) == {}


def test_ones_own_draft_is_kept_without_the_persons_key(first, client_for, darlington):
    client_for(first).post(KEEP, of(ADD, name="Mine", typed_by=by(first)))

    assert all_drafts(darlington) == {ADD: {"name": ["Mine"]}}


def test_nobody_gets_a_token_for_another_persons_form(first, second, client_for):
    browser = client_for(second)

    assert browser.get(KEEP, {"typed_by": by(first)}).status_code == 409
    assert browser.get(KEEP, {"typed_by": by(second)}).json()["token"]


def test_another_persons_form_is_not_saved(first, second, client_for, darlington):
    form = NEW | typed(client_for(first).get(ADD)) | {"typed_by": by(first)}

    answer = client_for(second).post(ADD, form)

    assert answer.status_code == 409
    assert "Nothing was saved" in text_of(answer)
    with partnership_scope(darlington):
        assert not Agency.objects.exists()
    assert client_for(first).post(ADD, form).status_code == 302


@pytest.mark.parametrize("key", ["", "x", "\0", "é", "{first}", "{signed}x"])
def test_a_form_of_nobody_is_not_saved(first, client_for, key):
    key = key.format(first=first.pk, signed=by(first))
    assert client_for(first).post(ADD, NEW | {"typed_by": key}).status_code == 409


def test_what_is_sent_after_a_session_ended_is_kept_for_its_person_only(first, second, darlington):
    sent = {"name": "Typed", "typed_by": by(first)}

    assert not unsent_forms.keep(user=second, slug="darlington", path=ADD, typed=query(sent))
    assert all_drafts(darlington) == {}
    assert unsent_forms.keep(user=first, slug="darlington", path=ADD, typed=query(sent))


def query(fields):
    data = QueryDict(mutable=True)
    data.update(fields)
    return data


# A file cannot be kept; a list's name, or why values are right, is typed in a moment.
KEEP_NOTHING = {
    "partnership/imports/_decision.html",
    "partnership/imports/kind.html",
    "partnership/saved_views.html",
}


def test_every_form_of_a_partnership_is_kept():
    places = [settings.BASE_DIR / "templates" / app for app in ("core", "partnership", "indicators", "reporting")]
    pages = {path: path.read_text() for place in places for path in place.rglob("*.html")}
    forgetful = {
        str(path.relative_to(settings.BASE_DIR / "templates"))
        for path, text in pages.items()
        for form in re.findall(r'<form method="post".*?</form>', text, re.DOTALL)
        if "{{ form }}" in form and "{% autosave form %}" not in form
    }

    assert forgetful == KEEP_NOTHING
