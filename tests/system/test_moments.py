"""Pages that take more than one person or one partnership to reach."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from indicators.discrepancies import discrepancies
from indicators.services import explanations
from tests import factories
from tests.browser import checks

pytestmark = pytest.mark.django_db(transaction=True)


def look_at(page, name):
    """Everything that `test_pages` asks of a page."""
    checks.take_picture(page, name, 1280)
    checks.assert_titled(page)
    checks.assert_accessible(page)
    checks.assert_keyboard(page)
    checks.take_picture(page, name, 320)
    checks.assert_fits(page)


def test_a_choice_of_partnerships(darlington, durham, exploitation_group, member, open_page):
    user = member(darlington, Role.ANALYST)
    for other in (durham, exploitation_group):
        member(other, Role.ANALYST, user=user)
    page = open_page(user)
    page.goto("/")
    look_at(page, "chooser")

    page.get_by_role("link", name=exploitation_group.name).click()

    page.locator("h1", has_text=exploitation_group.name).wait_for()
    expect(page.locator(".p-status")).to_have_text("Joint body")


def test_nothing_to_choose(open_page):
    page = open_page(factories.UserFactory())
    page.goto("/")

    look_at(page, "chooser-empty")


def test_two_people_explain_at_once(darlington, member, open_page):
    with partnership_scope(darlington):
        factories.PrintedTotalFactory(of="Measure: Actions", printed=80, unit="n")
        factories.MeasureFactory(topic="Actions", value=78, is_exhaustive=True)
        (found,) = discrepancies(darlington)
    page = open_page(member(darlington, Role.OFFICER))
    page.goto(reverse("indicators:explain", args=["darlington", found.key]))
    other = member(darlington, Role.ANALYST)
    with partnership_scope(darlington, by=other):
        explanations.explain(partnership=darlington, key=found.key, kind="explained", text="Theirs.", by=other)

    page.get_by_label("To be corrected").check()
    page.get_by_label("Explanation").fill("Mine.")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Theirs.").wait_for()

    look_at(page, "explain-at-once")
    expect(page.get_by_label("Explanation")).to_have_value("Mine.")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("is kept").wait_for()


def test_too_many_tries_to_sign_in(darlington, member, open_page):
    user = member(darlington, Role.OFFICER)
    page = open_page()
    for _ in range(11):
        page.goto("/sign-in/")
        page.locator("#id_login").fill(user.email)
        page.locator("#id_password").fill("not the password")
        page.get_by_role("button", name="Sign in").click()
        page.locator(checks.SUMMARY).wait_for()

    expect(page.locator(checks.SUMMARY)).to_contain_text("Too many")
    look_at(page, "sign-in-too-often")
