"""Where a script does not come, as behind a filter, nothing on a page waits for it."""

import pytest
from django.urls import reverse_lazy

from accounts.roles import Role
from tests.factories import make_member

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = reverse_lazy("indicators:measure_add", args=["darlington"])
# What a radio button of the period opens: the year, the quarter, the half or the day.
OPENED = "[class*=radios__conditional]"


@pytest.mark.parametrize("blocked", ["init", "govuk-frontend.min", "autosave"])
def test_with_a_script_blocked_every_question_is_visible(darlington, open_page, blocked):
    page = open_page(make_member(darlington, Role.OFFICER))
    page.route(f"**/{blocked}*.js", lambda route: route.abort())
    page.goto(str(ADDRESS))
    page.wait_for_function("!document.body.classList.contains('js-enabled')")

    opened = page.locator(OPENED)
    assert opened.count() > 1
    for place in range(opened.count()):
        assert opened.nth(place).is_visible()


def test_with_every_script_a_question_waits_for_its_answer(darlington, open_page):
    page = open_page(make_member(darlington, Role.OFFICER))
    page.goto(str(ADDRESS))
    page.wait_for_function("document.body.dataset.started === 'yes'")

    assert page.evaluate("document.body.className").split() == [
        "govuk-template__body",
        "js-enabled",
        "govuk-frontend-supported",
    ]
    assert not page.locator(OPENED).last.is_visible()
