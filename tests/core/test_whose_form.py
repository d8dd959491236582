"""What one person typed never stands in the name of another who signs in, in the same browser, after them."""

import re

import pytest
from django.http import QueryDict
from django.test import Client

from accounts.roles import Role
from accounts.services import typing
from core.tenancy import partnership_scope
from partnership.models import Agency
from tests.core.test_drafts import KEEP, TYPED, all_drafts, of
from tests.core.test_editing import ADD, NEW, text_of, typed

pytestmark = pytest.mark.urls("tests.core.editing_urls")


@pytest.fixture
def first(darlington, member):
    return member(darlington, Role.OFFICER)


@pytest.fixture
def second(darlington, member):
    return member(darlington, Role.OFFICER)


def whose(page):
    return re.findall(r'name="typed_by" value="([^"]*)"', page.content.decode())


def test_a_form_says_whose_it_is(first, client_for):
    page = client_for(first).get(ADD)

    assert whose(page) == [str(first.pk)]
    assert f'data-autosave-by="{first.pk}"' in page.content.decode()


def test_a_form_that_was_wrong_is_still_the_same_persons(first, client_for):
    page = client_for(first).post(ADD, {"name": "", "typed_by": str(first.pk)})

    assert whose(page) == [str(first.pk)]


def test_another_persons_draft_is_refused(first, second, client_for, darlington):
    answer = client_for(second).post(KEEP, of(ADD, **TYPED, typed_by=str(first.pk)))

    assert answer.status_code == 409
    assert "somebody else was signed in" in answer.json()["problem"]
    assert all_drafts(darlington) == {}


def test_ones_own_draft_is_kept_without_the_persons_key(first, client_for, darlington):
    client_for(first).post(KEEP, of(ADD, name="Mine", typed_by=str(first.pk)))

    assert all_drafts(darlington) == {ADD: {"name": ["Mine"]}}


def test_nobody_gets_a_token_for_another_persons_form(first, second, client_for):
    browser = client_for(second)

    assert browser.get(KEEP, {"typed_by": str(first.pk)}).status_code == 409
    assert browser.get(KEEP, {"typed_by": str(second.pk)}).json()["token"]


def test_another_persons_form_is_not_saved(first, second, client_for, darlington):
    form = NEW | typed(client_for(first).get(ADD)) | {"typed_by": str(first.pk)}

    answer = client_for(second).post(ADD, form)

    assert answer.status_code == 409
    assert "Nothing was saved" in text_of(answer)
    with partnership_scope(darlington):
        assert not Agency.objects.exists()
    assert client_for(first).post(ADD, form).status_code == 302


@pytest.mark.parametrize("key", ["", "x", "\0"])
def test_a_form_of_nobody_is_not_saved(first, client_for, key):
    assert client_for(first).post(ADD, NEW | {"typed_by": key}).status_code == 409


def test_another_persons_form_with_an_old_token_is_not_kept(first, second, darlington):
    client = Client(enforce_csrf_checks=True)
    client.force_login(second)
    form = TYPED | {"csrfmiddlewaretoken": "x" * 64, "typed_by": str(first.pk)}

    answer = client.post(ADD, form, headers={"Sec-Fetch-Site": "same-origin"})

    assert answer.status_code == 403
    assert all_drafts(darlington) == {}


def test_what_is_sent_after_a_session_ended_is_kept_for_its_person_only(first, second, darlington):
    sent = {"name": "Typed", "typed_by": str(first.pk)}

    assert not typing.keep(user=second, slug="darlington", path=ADD, typed=query(sent))
    assert all_drafts(darlington) == {}
    assert typing.keep(user=first, slug="darlington", path=ADD, typed=query(sent))


def query(fields):
    data = QueryDict(mutable=True)
    data.update(fields)
    return data
