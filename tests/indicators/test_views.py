"""The pages of figures: what is hidden from whom, and how a discrepancy is explained."""

import re

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from indicators.discrepancies import discrepancies
from indicators.models import Explanation
from indicators.suppression import rule_for
from tests import factories

FIGURE = re.compile(r">\s*(\d[\d.]*%)\s*<")


@pytest.fixture
def sees(darlington, member, client_for):
    """The page of that name as somebody with the role sees it."""

    def seen(role, page, *args, **query):
        client = client_for(member(darlington, role))
        return client.get(reverse(f"indicators:{page}", args=["darlington", *args]), query).content.decode()

    return seen


@pytest.fixture
def small(darlington):
    """Four children, too few to be shown, in an indicator and in a topic."""
    catalogue = factories.IndicatorFactory(number=9700, name="Child deaths")
    with partnership_scope(darlington):
        factories.IndicatorValueFactory(indicator=catalogue, value=4)
        factories.MeasureFactory(topic="Deaths", category="Children", value=4)


@pytest.fixture
def found(darlington):
    with partnership_scope(darlington):
        factories.PrintedTotalFactory(of="Measure: Actions", printed=80, unit="n")
        for number in (30, 48):
            factories.MeasureFactory(topic="Actions", value=number, is_exhaustive=True)
        return discrepancies(darlington)[0]


PAGES = [("indicators",), ("indicator", 9700), ("measure_topic", "Deaths")]


def cell(page):
    return ">4<" in page.replace("\n", "").replace(" ", "")


@pytest.mark.parametrize("page", PAGES)
def test_a_small_number_is_for_those_who_keep_the_records(sees, small, page):
    assert cell(sees(Role.OFFICER, *page))
    assert not cell(sees(Role.SCRUTINEER, *page))


def test_the_legend_says_what_the_symbol_means(sees, small):
    assert "stands for a number that is not shown" in sees(Role.SCRUTINEER, "indicator", 9700)
    assert "stands for a number that is not shown" not in sees(Role.OFFICER, "indicator", 9700)


def test_the_catalogue_shows_first_what_the_partnership_counts(sees, small):
    factories.IndicatorFactory(number=9701, name="Never counted")

    assert "Never counted" not in sees(Role.OFFICER, "indicators")
    assert "Never counted" in sees(Role.OFFICER, "indicators", show="all", name="never")
    assert "Child deaths" not in sees(Role.OFFICER, "indicators", show="all", name="never")


@pytest.mark.parametrize("number", [0, 999999999999999999999])
def test_an_indicator_that_is_none_is_404(darlington, member, client_for, number):
    client = client_for(member(darlington, Role.OFFICER))

    assert client.get(reverse("indicators:indicator", args=["darlington", number])).status_code == 404


@pytest.mark.parametrize("topic", ["No such", "a\0b", "x" * 2000])
def test_a_topic_that_is_none_is_404(darlington, member, client_for, topic):
    client = client_for(member(darlington, Role.OFFICER))

    assert client.get(reverse("indicators:measure_topic", args=["darlington", topic])).status_code == 404


def explain_url(found):
    return reverse("indicators:explain", args=["darlington", found.key])


def test_an_officer_explains_a_discrepancy(darlington, member, client_for, found):
    client = client_for(member(darlington, Role.OFFICER))

    response = client.post(explain_url(found), {"kind": "explained", "text": "A slip of the pen.", "version": 0})

    assert response["Location"] == reverse("indicators:discrepancies", args=["darlington"])
    with partnership_scope(darlington):
        assert discrepancies(darlington)[0].explanation.text == "A slip of the pen."


def test_a_second_explanation_at_once_shows_both_texts(darlington, member, client_for, found):
    first, second = (client_for(member(darlington, Role.OFFICER)) for _ in range(2))
    first.post(explain_url(found), {"kind": "explained", "text": "Theirs.", "version": 0})

    page = second.post(explain_url(found), {"kind": "corrected", "text": "Mine.", "version": 0})

    assert "Theirs." in page.content.decode()
    assert "Mine." in page.content.decode()
    with partnership_scope(darlington):
        assert Explanation.objects.get().text == "Theirs."


def test_who_has_seen_the_other_text_may_replace_it(darlington, member, client_for, found):
    client = client_for(member(darlington, Role.OFFICER))
    for text, version in [("Theirs.", 0), ("Mine.", 0), ("Ours.", 1)]:
        client.post(explain_url(found), {"kind": "explained", "text": text, "version": version})

    with partnership_scope(darlington):
        assert Explanation.objects.get().text == "Ours."


def test_who_explains_in_two_tabs_is_told_that_it_was_they(found, member, client_for, darlington):
    client = client_for(member(darlington, Role.OFFICER))
    client.post(explain_url(found), {"kind": "explained", "text": "One tab.", "version": 0})

    page = client.post(explain_url(found), {"kind": "explained", "text": "The other.", "version": 0}).content.decode()

    assert "What you wrote in another tab or window on" in page
    assert "Somebody else" not in page


@pytest.mark.parametrize("form", [{}, {"kind": "other", "text": "x"}, {"kind": "explained", "text": " ", "version": 0}])
def test_an_explanation_that_says_nothing_is_sent_back(darlington, member, client_for, found, form):
    client = client_for(member(darlington, Role.OFFICER))

    assert "There is a problem" in client.post(explain_url(found), form).content.decode()


def test_a_scrutineer_reads_and_cannot_explain(darlington, member, client_for, found):
    client = client_for(member(darlington, Role.SCRUTINEER))

    assert client.get(explain_url(found)).status_code == 200
    assert client.post(explain_url(found), {"kind": "explained", "text": "x", "version": 0}).status_code == 403


def test_a_discrepancy_that_is_none_is_404(darlington, member, client_for):
    client = client_for(member(darlington, Role.OFFICER))

    assert client.get(reverse("indicators:explain", args=["darlington", "none"])).status_code == 404


def test_small_parts_of_a_total_are_for_those_who_keep_the_records(sees, darlington):
    with partnership_scope(darlington):
        factories.PrintedTotalFactory(of="Measure: Deaths", printed=50, unit="n")
        for number in (3, 4, 42):
            factories.MeasureFactory(topic="Deaths", value=number, is_exhaustive=True)
        (found,) = discrepancies(darlington)

    assert [cell(sees(role, "explain", found.key)) for role in (Role.OFFICER, Role.SCRUTINEER)] == [True, False]


def test_tables_of_a_topic_name_their_unit_and_each_column_has_one_precision(sees, darlington):
    with partnership_scope(darlington):
        for category, value in (("Neglect", "51"), ("Emotional abuse", "49.5")):
            factories.MeasureFactory(topic="Plans", category=category, value=value, unit="%")
        factories.MeasureFactory(topic="Plans", category="Neglect", value=40)
    page = sees(Role.MANAGER, "measure_topic", "Plans")

    captions = re.findall(r'<caption class="([^"]*)">([^<]*)<', page)
    assert [(words, "visually-hidden" in marks) for marks, words in captions] == [
        ("Percentages", False),
        ("Numbers", False),
    ]
    assert set(FIGURE.findall(page)) == {"51.0%", "49.5%"}


def test_values_and_parts_of_an_indicator_have_one_precision(sees, darlington):
    catalogue = factories.IndicatorFactory(number=9701, name="Visits in time")
    with partnership_scope(darlington):
        for period, value in (("2018-19", "51"), ("2019-20", "49.5")):
            factories.IndicatorValueFactory(indicator=catalogue, period=period, value=value, unit="%")
        for part, value in (("In time", "62.5"), ("Late", "37")):
            factories.IndicatorValueFactory(
                indicator=catalogue, breakdown=part, value=value, unit="%", period="2019-20"
            )
    page = sees(Role.MANAGER, "indicator", 9701)

    assert set(FIGURE.findall(page)) == {"51.0%", "49.5%", "62.5%", "37.0%"}


@pytest.mark.parametrize("page", ["printed_totals", "discrepancies"])
def test_lists_say_what_their_marks_mean_where_one_stands(sees, darlington, page):
    with partnership_scope(darlington):
        factories.PrintedTotalFactory(of="Measure: Deaths", printed=3, unit="n")
        factories.MeasureFactory(topic="Deaths", value=4, is_exhaustive=True)
        symbol = rule_for(darlington).symbol

    assert f"<strong>{symbol}</strong>" in sees(Role.LEAD_PARTNER, page)
    assert f"<strong>{symbol}</strong>" not in sees(Role.MANAGER, page)


def test_a_figure_needs_its_value_and_its_label_says_no_other(sees, darlington):
    page = sees(Role.MANAGER, "measure_add")

    assert re.search(r'<label [^>]*for="id_value">\s*Value\s*</label>', page)


def test_a_topic_with_a_recorded_total_has_no_other(sees, darlington):
    """Two breakdowns of one total would add up to twice as many."""
    with partnership_scope(darlington):
        for category, count in (("Total", 60), ("Girls", 40), ("Boys", 20), ("Under 5", 25), ("Older", 35)):
            factories.MeasureFactory(topic="Visits", category=category, value=count, is_exhaustive=True)
        for category, count in (("Girls", 41), ("Boys", 21)):
            factories.MeasureFactory(topic="Calls", category=category, value=count, is_exhaustive=True)

    visits, calls = (re.sub(r"\s", "", sees(Role.OFFICER, "measure_topic", topic)) for topic in ("Visits", "Calls"))
    assert (">60<" in visits, ">120<" in visits) == (True, False)
    assert ">62<" in calls
