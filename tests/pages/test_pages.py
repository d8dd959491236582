"""Every page in every state: accessible, narrow, by keyboard, quiet, and without JavaScript."""

from http import HTTPStatus

import pytest
from playwright.sync_api import expect

from core.db.tenancy import partnership_scope
from tests.browser import checks
from tests.pages.state import all_states

pytestmark = pytest.mark.django_db(transaction=True)
STATES = all_states()


def there(state, darlington, member):
    """Who looks, and the address at which the page now stands as the state says."""
    user = member(darlington, state.role) if state.role else None
    with partnership_scope(darlington):
        return user, state.make()


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_page(state, darlington, member, visit):
    user, address = there(state, darlington, member)
    page, console = visit(user)

    assert_is_whole_as_it_comes(state, page.goto(address))
    act(state, page)
    checks.take_picture(page, state.name, 1280)

    checks.assert_titled(page)
    checks.assert_accessible(page)
    if state.is_error:
        checks.assert_error_summary(page)
    checks.assert_keyboard(page)
    checks.assert_fits(page)
    checks.take_picture(page, state.name, 320)
    console.assert_silent(state.status)


def act(state, page):
    """Do to the page what its state says, and wait for what comes of it."""
    if state.act:
        state.act(page)
    page.locator(checks.SUMMARY if state.is_error else "h1").wait_for()


def assert_is_whole_as_it_comes(state, answer):
    """What nothing is done to needs no script: it is in the text that the server sends."""
    assert answer.status == state.status
    if state.status != HTTPStatus.FORBIDDEN:
        assert "<h1" in answer.text()


@pytest.mark.parametrize("state", [state for state in STATES if state.act], ids=lambda state: state.name)
def test_what_is_done_to_a_page_needs_no_javascript(state, darlington, member, visit):
    user, address = there(state, darlington, member)
    page, _ = visit(user, javascript=False)

    assert page.goto(address).status == state.status
    act(state, page)
    expect(page.locator("h1")).to_be_visible()
