"""Breakdowns of the same people that nobody has told apart: a reader knows them by the names of their parts."""

from decimal import Decimal

import pytest

from core.disclosure import rules
from core.formatting.numbers import parse
from core.submissions.questions import limit
from indicators.breakdowns import possible_sets_of
from indicators.suppression import ShownRows, show_families
from tests.disclosure.breakdowns import build, told
from tests.disclosure.test_any_family import calls_of
from tests.factories import IndicatorFactory, IndicatorValueFactory, MeasureFactory

CLA = rules()["dfe-cla"]
ANSWERED = f"{limit('several-breakdowns').about}: They are wards."
UNNAMED = {"Girls": 54, "Boys": 3, "Under 5": 35, "5 and over": 22}


def test_parts_that_may_be_two_breakdowns_are_not_added_up(in_darlington):
    """“Total 114” beside 35, 54 and two that are hidden would tell that these are 22 and 3."""
    rows = build(in_darlington, {"": UNNAMED})
    shown = show_families([], rows, CLA)
    seen = told(rows, shown)

    assert {shown.total(row) for row in rows} == {None}
    assert seen["", "Girls"] is seen["", "Boys"] is None
    assert (seen["", "Under 5"], seen["", "5 and over"]) == (35, 22)


THREE = {"Girls": 12, "Boys": 8, "Under 10": 9, "10 and over": 11, "Asian": 2, "White": 18}


@pytest.mark.parametrize("beside", [{}, {"Total": 20}], ids=str)
@pytest.mark.parametrize("ticked", [0, 2, 6])
def test_nobody_has_to_say_that_they_are_all_there_are(in_darlington, beside, ticked):
    """12 and 8 less 18 is 2."""
    rows = build(in_darlington, {"": THREE}, exhaustive=False)
    for row in rows[:ticked]:
        row.is_exhaustive = True
    seen = told(rows, show_families([], [*rows, *build(in_darlington, {"": beside}, exhaustive=False)], CLA))

    assert seen["", "Asian"] is seen["", "White"] is None
    assert (seen["", "Girls"], seen["", "Boys"]) == (12, 8)


@pytest.mark.parametrize("ticked", [True, False])
@pytest.mark.parametrize("numbers", [THREE, UNNAMED], ids=["three", "two"])
def test_that_somebody_says_that_they_are_one_shows_no_number(in_darlington, numbers, ticked):
    """It says what to add up, and not what a reader can take from it."""
    rows = build(in_darlington, {"": numbers}, exhaustive=ticked)
    before = told(rows, show_families([], rows, CLA))
    rows[0].confirmed = ANSWERED
    shown = show_families([], rows, CLA)

    assert told(rows, shown) == before
    assert shown.total(rows[0]) == (str(sum(numbers.values())) if ticked else None)


@pytest.mark.parametrize("answered", ["", ANSWERED])
def test_a_share_is_of_each_of_them_whatever_somebody_says(in_darlington, answered):
    """7% of 57 are four."""
    rows = build(in_darlington, {"": UNNAMED})
    rows[0].confirmed = answered
    share = MeasureFactory.build(
        partnership=in_darlington, topic="Plans", category="Disabled", unit="%", value=Decimal(7), position=9
    )

    assert show_families([], [*rows, share], CLA).of(share).value == "c"


@pytest.fixture(params=["topic", "indicator"])
def make(request, in_darlington):
    """`make(numbers, …)` are figures of one topic, or values of one indicator, by the name of their category."""
    if request.param == "topic":
        return lambda numbers, **fields: build(in_darlington, {"": numbers}, **fields)
    indicator = IndicatorFactory()
    return lambda numbers, *, exhaustive=True, **fields: [
        IndicatorValueFactory.build(
            partnership=in_darlington,
            indicator=indicator,
            breakdown=part,
            value=Decimal(number),
            is_exhaustive=exhaustive,
            **fields,
        )
        for part, number in numbers.items()
    ]


def show(rows) -> ShownRows:
    return show_families(*([], rows) if hasattr(rows[0], "topic") else (rows, []), CLA)


def seen_of(rows, shown: ShownRows) -> dict:
    return {getattr(row, row.category_in): parse(shown.of(row).value) for row in rows}


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4, 5), (5, 2, 0, 3, 1, 4)], ids=["", "mixed"])
@pytest.mark.parametrize("exhaustive", [True, False])
def test_names_that_belong_together_are_a_breakdown_in_any_order(make, order, exhaustive):
    listed = list(THREE.items())
    rows = make(dict(listed[place] for place in order), exhaustive=exhaustive)
    shown = show(rows)

    seen = seen_of(rows, shown)
    assert seen["Asian"] is seen["White"] is None
    assert (seen["Girls"], seen["Boys"]) == (12, 8)
    assert {shown.total(row) for row in rows} == {None}


@pytest.mark.parametrize(
    ("numbers", "is_asked"),
    [
        ({"Girls": 30, "Ward A": 40, "Boys": 27, "Ward B": 17}, True),
        ({"Girls": 30, "Under 5": 38, "Boys": 27, "5 to 17": 17, "Unknown": 2}, True),
        ({"Girls": 30, "Under 5": 38, "Boys": 27, "5 to 17": 19, "Unknown": 0}, True),
        ({"Girls": 30, "A": 10, "Boys": 27, "B": 17, "C": 25, "D": 5}, True),
        ({"White British": 30, "Girls": 57, "Asian or Asian British": 27}, False),
        ({"Under 1": 30, "1 to 4": 17, "5 to 9": 27, "10 to 15": 40, "16+": 10, "Unborn": 4}, False),
        ({"A": 30, "B": 17, "C": 27, "D": 40, "E": 10, "F": 4}, False),
    ],
)
def test_which_names_may_be_of_several_breakdowns(make, numbers, is_asked):
    rows = make(dict(sorted(numbers.items())))

    assert (show(rows).total(rows[0]) is None) is is_asked


@pytest.mark.parametrize("exhaustive", [True, False])
@pytest.mark.parametrize("named", [("White",), ("Asian", "White"), ("Girls", "Boys"), ("Girls", "White")], ids=str)
def test_those_that_have_a_name_tell_what_the_others_are_of(make, named, exhaustive):
    """Until all of them have one: 2 are Asian, whether or not the 18 that are White are grouped by something."""
    names = {"Girls": "sex", "Boys": "sex"} | dict.fromkeys(("Asian", "White"), "ethnicity")
    rows = make(THREE, exhaustive=exhaustive)
    for row in rows:
        part = getattr(row, row.category_in)
        row.grouped_by = names[part] if part in named else ""
    shown = show(rows)

    seen = seen_of(rows, shown)
    assert seen["Asian"] is None
    assert None in {seen["White"], seen["Girls"]}
    assert {shown.total(row) for row in rows if not row.grouped_by} == {None}


def test_parts_without_a_name_are_one_beside_others_that_have_all(make):
    rows = make({"Girls": 12, "Boys": 8, "Under 10": 9, "10 and over": 11})
    for row in rows[:2]:
        row.grouped_by = "sex"
    shown = show(rows)

    assert {shown.total(row) for row in rows} == {"20"}
    assert None not in seen_of(rows, shown).values()


@pytest.mark.parametrize("numbers", [dict(enumerate(range(1, 400))), dict.fromkeys(range(400), 5)], ids=["", "same"])
def test_to_look_for_them_takes_no_longer_the_more_there_are(make, numbers):
    rows = make({f"{n} and {n + 1}": number for n, number in numbers.items()})
    possible_sets_of(rows)
    many, few = (calls_of(lambda rows=rows: possible_sets_of(rows)) for rows in (rows, rows[:100]))

    assert many < 6 * few


def test_once_somebody_says_that_they_are_one_they_are_added_up(in_darlington):
    rows = build(in_darlington, {"": UNNAMED})
    rows[-1].confirmed = ANSWERED

    assert show_families([], rows, CLA).total(rows[0]) == "114"


@pytest.mark.parametrize(
    ("numbers", "is_asked"),
    [
        ([30, 27, 40, 17], True),
        ([30, 27, 0, 40, 17], True),
        ([30, 27, 40, 17, 50, 7], True),
        ([30, 27, 40, 18], False),
        ([57, 30, 27], False),
        ([20, 20], False),
        ([5, 0, 5, 0], False),
        ([0, 0, 0, 0], False),
        ([30, 40, 27, 17], False),
    ],
)
def test_which_parts_may_be_several_breakdowns(in_darlington, numbers, is_asked):
    rows = build(in_darlington, {"": {f"p{n}": number for n, number in enumerate(numbers)}})
    total = show_families([], rows, rules()["none"]).total(rows[0])

    assert total == (None if is_asked else str(sum(numbers)))


@pytest.mark.parametrize(("whole", "is_asked"), [(57, True), (114, False)])
def test_a_recorded_whole_says_whether_they_are_several(in_darlington, whole, is_asked):
    rows = build(in_darlington, {"": {"Girls": 30, "Boys": 27, "Under 5": 40, "5 and over": 17, "Total": whole}})
    shown = show_families([], rows, CLA)

    assert (shown.total(rows[0]) is None) is is_asked
    assert None not in told(rows, shown).values()


@pytest.mark.parametrize(("shares", "is_asked"), [([40, 60, 30, 70], True), ([25, 25, 25, 25], False)])
def test_shares_may_be_several_breakdowns_where_each_makes_a_hundred(in_darlington, shares, is_asked):
    rows = build(in_darlington, {"": {f"p{n}": share for n, share in enumerate(shares)}}, unit="%")

    assert (show_families([], rows, rules()["none"]).total(rows[0]) is None) is is_asked
