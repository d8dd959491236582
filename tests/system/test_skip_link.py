"""The skip link moves the focus to the content, however somebody has come to the page."""

import pytest

from accounts.roles import Role
from tests.factories import make_member

pytestmark = pytest.mark.django_db(transaction=True)


def skip(page):
    page.evaluate("document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex')")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "govuk-skip-link"
    page.keyboard.press("Enter")
    return page.evaluate("document.activeElement.id")


@pytest.mark.parametrize("javascript", [True, False])
def test_the_skip_link_moves_the_focus_after_back_too(darlington, open_page, javascript):
    page = open_page(make_member(darlington, Role.OFFICER), javascript=javascript)
    page.goto("/darlington/agencies/")
    assert skip(page) == "main-content"

    page.goto("/darlington/structure/")
    page.go_back()

    assert skip(page) == "main-content"
    assert skip(page) == "main-content"
