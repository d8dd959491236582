"""Every page in every state: accessible, narrow, by keyboard, quiet, and without JavaScript."""

import pytest

from core.tenancy import partnership_scope
from tests.system import checks
from tests.system.state import all_states

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("state", all_states(), ids=lambda state: state.name)
def test_page(state, darlington, member, open_page):
    user = member(darlington, state.role) if state.role else None
    with partnership_scope(darlington):
        address = state.make()
    page = open_page(user)
    console = checks.Console(page)

    assert page.goto(address).status == state.status
    if state.act:
        state.act(page)
    checks.take_picture(page, state.name, 1280)

    checks.assert_titled(page)
    checks.assert_accessible(page)
    if state.is_error:
        checks.assert_error_summary(page)
    checks.assert_keyboard(page)
    checks.take_picture(page, state.name, 320)
    checks.assert_fits(page)
    checks.assert_accessible(page)
    console.assert_silent(state.status)


@pytest.mark.parametrize("state", all_states(), ids=lambda state: state.name)
def test_page_without_javascript(state, darlington, member, open_page):
    user = member(darlington, state.role) if state.role else None
    with partnership_scope(darlington):
        address = state.make()
    page = open_page(user, javascript=False)

    assert page.goto(address).status == state.status
    if state.act:
        state.act(page)

    assert page.locator("h1").is_visible()
    if state.is_error:
        assert page.locator(checks.SUMMARY).is_visible()
