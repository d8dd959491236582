"""Pages that keep a year's money, and the ones that partners look at."""

from django.urls import reverse

from accounts.roles import Role
from tests import factories
from tests.pages.state import State

LONG = "An agency with a name as long as the law allows, and then a little longer than that, " * 2
YEAR = "2019-20"


def at(name, *args):
    return reverse(f"partnership:{name}", args=["darlington", *args])


def year(page="budget_year"):
    """Two years of money, with everything that a page of it can show."""

    def made():
        council = factories.AgencyFactory(name=LONG[:120])
        factories.BudgetFactory(year=YEAR, opening_reserve="12345.60", note="The deficit is met from the reserve.")
        factories.ContributionFactory(agency=council, year="2018-19", agreed="98000", received="98000")
        factories.ContributionFactory(agency__name="Gave before", year="2018-19", agreed="20")
        factories.ContributionFactory(agency=council, agreed="100000", invoiced="100000", received="60000")
        factories.ContributionFactory(agency__name="Constabulary", agreed="34404.50")
        factories.ContributionFactory(
            agency=council, paid="in_kind", what_in_kind="Rooms and " + LONG[:100], agreed="9000"
        )
        factories.IncomeFactory(item="Course fees")
        factories.SpendingFactory(item="Staff", planned="150000", actual="149000")
        return at(page, *([YEAR] if page not in ("budget_years", "contributions") else []))

    return made


def row(page, make, **fields):
    return lambda: at(page, make(**fields).pk)


def nothing_outstanding():
    factories.ContributionFactory(agreed=5, received=5)
    return at("budget_received", YEAR)


def send(browser_page):
    browser_page.get_by_role("button", name="Save").click()
    browser_page.locator(".govuk-error-summary").wait_for()


def send_wrong(browser_page):
    browser_page.get_by_label("Agreed").fill("1,2345")
    send(browser_page)


def send_start(browser_page):
    browser_page.get_by_label("Year").fill("9999-00")
    browser_page.get_by_role("button", name="Start the year").click()
    browser_page.locator(".govuk-error-summary").wait_for()


def take_back():
    made = factories.IncomeFactory(item="Course fees " * 14)
    return reverse("void", args=["darlington", "partnership.income", made.pk])


def taken_back():
    factories.ContributionFactory(agency__name=LONG[:120], void_reason="Entered for the wrong agency. " * 9)
    factories.MeasureFactory(void_reason="Entered twice.")
    return reverse("voided", args=["darlington"])


def send_nothing(browser_page):
    browser_page.get_by_role("button", name="Withdraw this entry").click()
    browser_page.locator(".govuk-error-summary").wait_for()


def tick_nothing(browser_page):
    browser_page.get_by_role("button", name="Note as received").click()
    browser_page.locator(".govuk-error-summary").wait_for()


def cash_asked():
    """What is typed below is far more than was agreed, also in the row that is there."""
    return row("contribution", factories.ContributionFactory, agency__name=LONG[:120], agreed="126000")()


def send_absurd(page):
    page.get_by_label("Received (optional)").fill("9,000,000")
    page.get_by_role("button", name="Save").click()
    page.locator(".govuk-error-summary").wait_for()


STATES = [
    State("money-year", year()),
    State("money-year-reader", year(), role=Role.LEAD_PARTNER),
    State("money-year-absurd", lambda: at("budget_year", "9999-00"), status=404),
    State("money-review", year("budget_review"), role=Role.LEAD_PARTNER),
    State("money-review-empty", lambda: at("budget_review", YEAR)),
    State("money-contributions", year("contributions")),
    State("money-contributions-empty", lambda: at("contributions")),
    State("money-start", lambda: at("budget_start")),
    State("money-start-error", lambda: at("budget_start"), act=send_start, is_error=True),
    State("money-reserve", year("budget_reserve")),
    State("money-received", year("budget_received")),
    State("money-received-error", year("budget_received"), act=tick_nothing, is_error=True),
    State("money-received-all", nothing_outstanding),
    State("money-cash-add", lambda: at("contribution_add", YEAR, "cash")),
    State("money-cash-error", lambda: at("contribution_add", YEAR, "cash"), act=send_wrong, is_error=True),
    State("money-kind-add", lambda: at("contribution_add", YEAR, "in-kind")),
    State("money-cash-change", row("contribution", factories.ContributionFactory)),
    State("money-cash-asked", cash_asked, act=send_absurd, is_error=True),
    State("money-income-add", lambda: at("income_add", YEAR)),
    State("money-income-change", row("income", factories.IncomeFactory)),
    State("money-spending-add", lambda: at("spending_add", YEAR), act=send, is_error=True),
    State("money-spending-change", row("spending", factories.SpendingFactory)),
    State("money-income-take-back", take_back),
    State("money-income-take-back-error", take_back, act=send_nothing, is_error=True),
    State("money-taken-back", taken_back),
    State("money-taken-back-empty", lambda: reverse("voided", args=["darlington"]), role=Role.SCRUTINEER),
]
