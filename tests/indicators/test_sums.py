"""Sums that can hardly be: asked about once, with the rows that they are of, the same in every form and in a file."""

import re

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from indicators import questions
from indicators.forms import MeasureForm
from indicators.models import IndicatorValue, Measure
from tests import factories
from tests.partnership.importing import bring

BECAUSE = "The source says so."
ALL = "Are these all the categories?"
ALL_ONCE = "Are these all the categories, with nothing counted twice?"
# What is known, category: (unit, number, whether all are there); what is asked.
SUMS = {
    "shares above": (
        {"Girls": ("%", 60, True), "Boys": ("%", 43, True)},
        f"Girls 60% and Boys 43% add up to 103%. {ALL_ONCE}",
    ),
    "shares below": (
        {"Girls": ("%", 40, True), "Boys": ("%", "58.9", True)},
        f"Girls 40% and Boys 58.9% add up to 98.9%. {ALL}",
    ),
    "shares per 100": (
        {"Girls": ("per 100", 40, True), "Boys": ("per 100", 50, True)},
        f"Girls 40.0 per 100 and Boys 50.0 per 100 add up to 90.0 per 100. {ALL}",
    ),
    "one share": ({"Girls": ("%", 40, True)}, "Girls 40% stands alone. Is this the only category?"),
    "parts above their total": (
        {"Total": ("n", 60, False), "Girls": ("n", 40, True), "Boys": ("n", 30, True)},
        f"Girls 40 and Boys 30 add up to 70, more than the total of 60. {ALL_ONCE}",
    ),
    "parts in another unit of people": (
        {"All": ("n", 60, False), "Girls": ("children", 40, True), "Boys": ("n", 30, True)},
        f"Boys 30 and Girls 40 children add up to 70, more than the total of 60. {ALL_ONCE}",
    ),
    "things": (
        {"Total": ("courses", 6, False), "Online": ("courses", 4, True), "Here": ("courses", 3, True)},
        f"Online 4 courses and Here 3 courses add up to 7 courses, more than the total of 6 courses. {ALL_ONCE}",
    ),
    "money": (
        {"Total": ("£", 600, False), "Fees": ("£", 400, True), "Grant": ("£", 300, True)},
        f"Fees £400 and Grant £300 add up to £700, more than the total of £600. {ALL_ONCE}",
    ),
    "parts below their total": (
        {"Total": ("n", 60, False), "Girls": ("n", 30, True), "Boys": ("n", 28, True)},
        f"Girls 30 and Boys 28 add up to 58, less than the total of 60. {ALL}",
    ),
    "parts far below their total": (
        {"Total": ("n", 60, False), "Girls": ("n", 20, True), "Boys": ("n", 20, True)},
        f"Girls 20 and Boys 20 add up to 40, less than the total of 60. {ALL}",
    ),
    "one part below its total": (
        {"Total": ("people", 60, False), "Girls": ("children", 58, True)},
        "Girls 58 children stands alone, less than the total of 60 people. Is this the only category?",
    ),
    "money below its total": (
        {"Total": ("£", 600, False), "Fees": ("£", 400, True), "Grant": ("£", 100, True)},
        f"Fees £400 and Grant £100 add up to £500, less than the total of £600. {ALL}",
    ),
    "a part above its total": (
        {"Total": ("people", 60, False), "Girls": ("children", 70, False)},
        "Girls 70 children is more than the total of 60 people. Is this right?",
    ),
    "parts above their total each": (
        {"Total": ("n", 60, False), "Girls": ("n", 70, False), "Boys": ("n", 65, False)},
        "Girls 70 and Boys 65 are each more than the total of 60. Is this right?",
    ),
}
FINE = {
    "rounded shares": {"A": ("%", 33, True), "B": ("%", 34, True), "C": ("%", 34, True)},
    "shares that are not all": {"Girls": ("%", 40, False), "Boys": ("%", 90, False)},
    "a share of all": {"Total": ("%", 40, True)},
    "overlapping parts": {"Total": ("n", 60, False), "Girls": ("n", 40, False), "Boys": ("n", 30, False)},
    "parts that add up": {"Total": ("n", 60, False), "Girls": ("n", 40, True), "Boys": ("n", 20, True)},
    "costs and income": {"Total": ("£", 60, False), "Fees": ("£", 100, True), "Costs": ("£", -40, True)},
    "means": {"Total": ("days", 6, False), "Girls": ("days", 7, True)},
    "children whom incidents involve": {"Total": ("n", 6, False), "Children involved:": ("n", 7, False)},
    "things beside people": {"Total": ("n", 6, False), "Online": ("courses", 7, True)},
}


def rows_of(figures):
    for category, (unit, number, is_all) in figures.items():
        yield {
            "Topic": "Plans",
            "Category": category,
            "Period": "2019-20",
            "Unit": unit,
            "Value": str(number),
            "Parts are exhaustive": "Yes" if is_all else "No",
        }


def asked_in_a_file(darlington, figures):
    preview = bring(darlington, "measures", *rows_of(figures))
    return [text for row in preview.rows for _, text in row.questions]


@pytest.mark.parametrize("case", SUMS)
def test_a_file_asks_once_and_names_every_row(darlington, case):
    figures, asks = SUMS[case]
    assert [sorted(asked) for asked in asked_in_a_file(darlington, figures)] == [sorted(asks)]
    assert bring(darlington, "measures", *rows_of(figures), because=BECAUSE).is_applied
    with partnership_scope(darlington):
        (kept,) = Measure.objects.exclude(confirmed="").values_list("confirmed", flat=True)
    assert kept.endswith(f": {BECAUSE}")
    assert bring(darlington, "measures", *rows_of(figures)).counts["same"] == len(figures)


@pytest.mark.parametrize("case", FINE)
def test_nothing_is_asked_about_sums_that_can_be(darlington, case):
    assert asked_in_a_file(darlington, FINE[case]) == []


@pytest.mark.parametrize("case", SUMS)
def test_the_form_of_one_figure_asks_the_same(darlington, case):
    """Of the last of them: the others are on record."""
    figures, asks = SUMS[case]
    with partnership_scope(darlington):
        *before, (category, (unit, number, is_all)) = figures.items()
        for name, (of, value, are_all) in before:
            factories.MeasureFactory(
                topic="Plans", category=name, period="2019-20", unit=of, value=value, is_exhaustive=are_all
            )
        sent = {"topic": "Plans", "category": category, "period": "year", "in_year": "2019-20", "unit": unit}
        sent |= {"value": str(number)} | ({"is_exhaustive": "on"} if is_all else {})
        form = MeasureForm(sent, instance=Measure(partnership=darlington))
        assert not form.is_valid()
        (said,) = [text for found in form.errors.values() for text in found]
        assert sorted(said) == sorted(asks)
        form = MeasureForm(sent | {"is_right": [said], "because": BECAUSE}, instance=Measure(partnership=darlington))
        assert form.is_valid(), form.errors
        assert form.values["confirmed"].endswith(f": {BECAUSE}")


@pytest.fixture
def officer(darlington, member, client_for):
    return client_for(member(darlington, Role.OFFICER))


def send_parts(client, address, parts, **sent):
    page = client.get(address).content.decode()
    seen = re.search(r'name="seen"[^>]* value="([^"]*)"', page)
    sent |= {"seen": seen[1] if seen else "", "period": "year", "in_year": "2019-20"}
    for place, (name, value) in enumerate(parts.items()):
        sent |= {f"name-{place}": name, f"value-{place}": value}
    return client.post(address, sent).content.decode()


def test_the_table_of_all_parts_asks_the_same(darlington, officer):
    indicator = factories.IndicatorFactory(number=9071, name="Plans", units="n")
    with partnership_scope(darlington):
        factories.IndicatorValueFactory(indicator=indicator, period="2019-20", unit="n", value=60)
    address = reverse("indicators:value_parts", args=["darlington", 9071])
    asks = f"Girls 40 and Boys 30 add up to 70, more than the total of 60. {ALL_ONCE}"

    page = send_parts(officer, address, {"Girls": "40", "Boys": "30"}, unit="n", is_exhaustive="on")

    assert asks in page
    assert page.count("Yes, Girls and Boys are all the categories, and nothing is counted twice") == 1
    sent = {"unit": "n", "is_exhaustive": "on", "is_right": [asks], "because": BECAUSE}
    send_parts(officer, address, {"Girls": "40", "Boys": "30"}, **sent)
    with partnership_scope(darlington):
        assert IndicatorValue.objects.exclude(breakdown="").exclude(confirmed="").count() == 1


def test_a_tick_alone_is_asked_about_too(darlington, officer):
    with partnership_scope(darlington):
        for place, (name, value) in enumerate({"Girls": 40, "Boys": 30}.items()):
            facts = {"period": "2019-20", "unit": "%", "value": value, "is_exhaustive": False, "position": place}
            factories.MeasureFactory(topic="Plans", category=name, **facts)
    address = reverse("indicators:measure_parts", args=["darlington"]) + "?topic=Plans&period=2019-20&unit=%25"

    page = send_parts(officer, address, {"Girls": "40", "Boys": "30"}, is_exhaustive="on")

    assert f"Girls 40% and Boys 30% add up to 70%. {ALL}" in page


@pytest.fixture
def plans(darlington):
    """Girls 60% and Boys 43% on record, as somebody has confirmed."""
    figures, _ = SUMS["shares above"]
    assert bring(darlington, "measures", *rows_of(figures), because=BECAUSE).is_applied
    with partnership_scope(darlington):
        yield {row.category: row for row in Measure.objects.all()}


def asked_of(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    return [question.text for question in questions.about(row, questions.Known.beside(row))]


def test_what_is_confirmed_is_not_asked_of_the_other_rows(plans):
    assert asked_of(plans["Boys"], value=44) == []


def test_it_is_asked_again_of_the_row_that_keeps_the_reason(plans):
    assert asked_of(plans["Girls"], value=61) == [f"Girls 61% and Boys 43% add up to 104%. {ALL_ONCE}"]


def test_another_doubt_than_the_confirmed_one_is_asked_about(plans):
    assert asked_of(plans["Boys"], value=3) == [f"Girls 60% and Boys 3% add up to 63%. {ALL}"]


def test_a_figure_that_moves_away_is_no_part_of_the_sum(plans):
    assert asked_of(plans["Boys"], category="Young men", value=40) == []


def test_a_file_judges_rows_by_all_of_the_file(darlington, plans):
    """Whatever the order of its rows, and with those on record that it does not name."""
    more = {"Boys": ("%", 30, True), "Others": ("%", 10, True)}
    assert asked_in_a_file(darlington, more) == []
    less = {"Others": ("%", 5, True), "Boys": ("%", 10, True)}
    (asked,) = asked_in_a_file(darlington, less)
    assert asked.endswith(f" add up to 75%. {ALL}")
    assert all(name in asked for name in ("Girls 60%", "Boys 10%", "Others 5%"))
