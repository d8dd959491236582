"""The pages that keep a year's money, by those who keep the records and those who read them."""

import datetime
import re

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.models import AccessEntry
from partnership.models import Budget, Contribution, Income, Spending
from tests import factories

KIT = re.compile(r'<input type="hidden" name="(version|receipt)" value="([^"]*)"')


@pytest.fixture
def reader(darlington, member, client_for):
    return client_for(member(darlington, Role.LEAD_PARTNER))


@pytest.fixture
def row(darlington):
    with partnership_scope(darlington):
        factories.BudgetFactory(year="2019-20", opening_reserve=50)
        factories.SpendingFactory(planned=90)
        return factories.ContributionFactory(agency__name="The Council", agreed=100)


def url(name, *args):
    return reverse(f"partnership:{name}", args=["darlington", *args])


def text(response):
    return response.content.decode()


def words(response):
    """What the page says in its main part, without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", text(response).split("<main", 1)[1]).split())


def send(client, address, **typed):
    """Fill in the form of a page and send it, with what the page hides in it."""
    return client.post(address, dict(KIT.findall(text(client.get(address)))) | typed)


def kept(darlington, model):
    with partnership_scope(darlington):
        return model.objects.order_by("pk").last()


def test_a_contribution_is_added_changed_and_told_in_its_history(officer, darlington):
    with partnership_scope(darlington):
        agency = factories.AgencyFactory(name="The Council")
    send(officer, url("contribution_add", "2019-20", "cash"), agency=agency.pk, agreed="£1,200.50", source="Letter")

    made = kept(darlington, Contribution)
    assert (made.agreed, made.year, made.paid, made.source) == (1200.5, "2019-20", "cash", "Letter")
    send(officer, url("contribution", made.pk), agency=agency.pk, agreed="1,300", received="1,300")
    made = kept(darlington, Contribution)
    assert (made.agreed, made.received) == (1300, 1300)
    assert "1,300" in text(officer.get(reverse("history", args=["darlington", "partnership.contribution", made.pk])))


def test_a_contribution_in_kind_says_what_and_is_in_no_total(officer, darlington, row):
    with partnership_scope(darlington):
        agency = factories.AgencyFactory(name="Police")
    add = url("contribution_add", "2019-20", "in-kind")

    assert "Enter what is given" in text(send(officer, add, agency=agency.pk, agreed="5"))
    send(officer, add, agency=agency.pk, what_in_kind="An analyst", agreed="5,000")

    page = text(officer.get(url("budget_year", "2019-20")))
    assert "An analyst" in page
    assert page.count("£5,000") == 2, "Its own line and the total in kind."
    assert "£5,100" not in page


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"agreed": "1,2345"}, "Agreed must be an amount in pounds"),
        ({"agreed": "-5"}, "Agreed must be £0 or more"),
        ({"received": "99999999999"}, "Received must"),
        ({}, "Enter what was agreed, invoiced or received"),
        ({"agreed": "5", "agency": ""}, "Select the agency"),
    ],
)
def test_wrong_money_is_answered_and_nothing_is_lost(officer, darlington, typed, says):
    with partnership_scope(darlington):
        agency = factories.AgencyFactory()
    page = text(
        send(officer, url("contribution_add", "2019-20", "cash"), **{"agency": agency.pk, "source": "Kept", **typed})
    )

    assert says in page
    assert "Kept" in page
    assert kept(darlington, Contribution) is None


def test_an_agency_gives_cash_once_a_year(officer, darlington, row):
    page = text(send(officer, url("contribution_add", "2019-20", "cash"), agency=row.agency_id, agreed="5"))

    assert "already" in page


def test_a_stale_change_shows_both_amounts(officer, darlington, row):
    address = url("contribution", row.pk)
    hidden = dict(KIT.findall(text(officer.get(address))))
    send(officer, address, agency=row.agency_id, agreed="111")

    page = text(officer.post(address, hidden | {"agency": row.agency_id, "agreed": "222"}))
    assert "111" in page
    assert "222" in page
    assert kept(darlington, Contribution).agreed == 111


def test_income_spending_and_the_reserve_are_kept(officer, darlington):
    send(officer, url("income_add", "2019-20"), item="Fees", amount="70")
    send(officer, url("spending_add", "2019-20"), item="Staff", planned="60", actual="65")
    send(officer, url("budget_reserve", "2019-20"), opening_reserve="10", note="A note")
    send(officer, url("income", kept(darlington, Income).pk), item="Fees", amount="71")
    send(officer, url("spending", kept(darlington, Spending).pk), item="Staff", planned="60", actual="66")
    send(officer, url("budget_reserve", "2019-20"), opening_reserve="11", note="Another note")

    assert kept(darlington, Income).amount == 71
    assert kept(darlington, Spending).actual == 66
    assert (kept(darlington, Budget).opening_reserve, kept(darlington, Budget).note) == (11, "Another note")


def test_a_reserve_that_says_nothing_begins_no_year(officer, darlington):
    assert "Enter a reserve, or a note" in text(send(officer, url("budget_reserve", "2019-20")))
    assert kept(darlington, Budget) is None


def test_a_year_is_started_from_the_year_before(officer, darlington, row):
    assert 'value="2020-21"' in text(officer.get(url("budget_start")))
    response = send(officer, url("budget_start"), year="2020-21", copies=["contributions", "spending"])

    assert response["Location"] == url("budget_year", "2020-21")
    assert "The Council" in text(officer.get(response["Location"]))
    assert "with that year already" in text(send(officer, url("budget_start"), year="2020-21"))


@pytest.mark.parametrize("year", ["9999-00", "0000-01", "soon", "2019-21"])
def test_a_year_that_is_none_is_404_and_a_sentence(officer, year):
    for name in ("budget_year", "budget_review", "budget_reserve", "budget_received", "income_add", "spending_add"):
        assert officer.get(url(name, year)).status_code == 404
    page = text(send(officer, url("budget_start"), year=year))
    assert "There is a problem" in page
    assert "is not a year" in page


def test_only_cash_and_kind_are_paid(officer):
    assert officer.get(url("contribution_add", "2019-20", "gold")).status_code == 404


def test_money_is_noted_as_received_with_a_tick(officer, darlington, row):
    address = url("budget_received", "2019-20")
    assert "Tick the contributions that have come" in text(send(officer, address))
    response = send(officer, address, came=[f"{row.pk}/100.00"])

    assert response["Location"] == url("budget_year", "2019-20")
    assert kept(darlington, Contribution).received == 100
    assert "All that was agreed has come" in text(officer.get(address))


def test_a_tick_for_another_amount_is_sent_back(officer, darlington, row):
    page = text(send(officer, url("budget_received", "2019-20"), came=[f"{row.pk}/90.00"]))

    assert "An amount was changed" in page
    assert kept(darlington, Contribution).received is None


def test_who_reads_sees_the_review_and_no_way_to_change(reader, row):
    for name in ("budget_year", "budget_review"):
        page = text(reader.get(url(name, "2019-20")))
        assert "The Council" in page
        assert "/reserve/" not in page
        assert url("contribution", row.pk) not in page


def test_the_review_compares_with_the_year_before(reader, darlington, row):
    with partnership_scope(darlington):
        factories.ContributionFactory(agency=row.agency, year="2018-19", agreed=80)
        ended = datetime.date(2019, 3, 31)
        fire = factories.AgencyFactory(name="The Fire Service", ends_on=ended)
        factories.ContributionFactory(agency=fire, year="2018-19", agreed=40)
        factories.ContributionFactory(agency__name="Police", paid="in_kind", what_in_kind="An analyst", agreed=7)

    page = words(reader.get(url("budget_review", "2019-20")))
    assert "+£20 +25%" in page
    assert "£20 less than in 2018-19" in page
    assert "On record for 2018-19 only: The Fire Service." in page
    assert "An analyst, worth about £7" in page
    assert "The Council agreed to give the most in cash, £100 of £100 (100%)." in page


def test_an_agency_that_is_not_on_record_for_the_year_before_is_not_called_new(reader, darlington, row):
    with partnership_scope(darlington):
        factories.ContributionFactory(agency__name="The Fire Service", year="2018-19", agreed=40)

    for name, args in (("budget_review", ["2019-20"]), ("budget_years", [])):
        page = words(reader.get(url(name, *args)))
        assert "No figure for 2018-19" in page
        assert not re.search(r"\+£|\bnew\b", page.split("Total in cash")[0])
        assert " more than in " not in page
    review = words(reader.get(url("budget_review", "2019-20")))
    assert "what was agreed is not on record for every agency in 2018-19 and 2019-20" in review


def test_the_review_says_where_there_is_no_year_before(reader, darlington, row):
    with partnership_scope(darlington):
        factories.ContributionFactory(agency=row.agency, year="2017-18", agreed=80)

    page = words(reader.get(url("budget_review", "2019-20")))
    assert "Nothing is compared: no contribution in cash is on record for 2018-19." in page
    assert "2017-18" not in page
    assert "new" not in page.split("Total in cash")[0]


@pytest.mark.parametrize(
    ("reserve", "says"),
    [
        (None, "a deficit; the reserve is not known"),
        (20, "a deficit, within the opening reserve of £20"),
        (5, "a deficit, more than the opening reserve of £5"),
    ],
)
def test_the_review_says_of_a_deficit_only_what_is_known(reader, darlington, reserve, says):
    with partnership_scope(darlington):
        if reserve is not None:
            factories.BudgetFactory(year="2019-20", opening_reserve=reserve)
        factories.ContributionFactory(agreed=100)
        factories.SpendingFactory(planned=110)

    page = words(reader.get(url("budget_review", "2019-20")))
    assert f"Result as agreed and planned −£10 {says}" in page
    assert "met from" not in page


def test_the_review_does_not_compare_totals_that_are_not_whole(reader, darlington, row):
    with partnership_scope(darlington):
        factories.ContributionFactory(agency=row.agency, year="2018-19", agreed=80)
        factories.ContributionFactory(year="2018-19", agreed=None)

    page = words(reader.get(url("budget_review", "2019-20")))
    assert "what was agreed is not on record for every agency in 2018-19 and 2019-20" in page
    assert "less than" not in page


def test_the_review_of_an_empty_year_says_so(reader):
    assert "Nothing is on record" in text(reader.get(url("budget_review", "2019-20")))


def test_the_list_of_contributions_is_filtered_and_taken_out(reader, darlington, row):
    with partnership_scope(darlington):
        factories.ContributionFactory(agency__name="Paid up", agreed=20, received=20)
    address = url("contributions")

    page = text(reader.get(address, {"show": "open", "year": "2019-20"}))
    assert "The Council" in page
    assert "1 contribution<" in page.replace("\n", "").replace(" <", "<")
    content = text(reader.get(address, {"export": "csv"}))
    assert "The Council,2019-20,Cash" in content.replace('"', "")
    with partnership_scope(darlington):
        assert AccessEntry.objects.filter(what__contains="Contributions").exists()


def test_years_are_compared_with_share_and_change(reader, darlington, row):
    with partnership_scope(darlington):
        factories.ContributionFactory(agency=row.agency, year="2020-21", agreed=150)

    page = text(reader.get(url("budget_years")))
    assert page.index(">2019-20</th>") < page.index(">2020-21</th>")
    assert "+£50" in page
    assert "+50%" in page
