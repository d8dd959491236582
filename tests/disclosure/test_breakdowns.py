"""Several breakdowns of the same people, by sex and by age: a reader who sees one knows what the others are of."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from core.disclosure import rules
from core.formatting.numbers import parse
from core.submissions.questions import limit
from indicators.breakdowns import possible_sets_of
from indicators.suppression import ShownRows, show_families, show_measures
from tests.disclosure.breakdowns import build, known_wholes, told
from tests.disclosure.test_any_family import calls_of
from tests.factories import IndicatorFactory, IndicatorValueFactory, MeasureFactory

CLA = rules()["dfe-cla"]
SEX = {"Girls": 50, "Boys": 7, "Unknown": 3}
AGE = {"Under 5": 20, "5 and over": 38, "Unknown": 2}
ANSWERED = f"{limit('several-breakdowns').about}: They are wards."


def small_ones_left(rows, shown: ShownRows) -> list:
    """Hidden small numbers that a reader can tell, breakdown by breakdown."""
    seen, found = told(rows, shown), []
    for name in {row.grouped_by for row in rows if row.category != "Total"}:
        parts = [row for row in rows if row.grouped_by == name and row.category != "Total"]
        hidden = [row.value for row in parts if seen[name, row.category] is None]
        left = sum(hidden)
        if known_wholes(rows, shown) and any(map(CLA.is_small, hidden)):
            found += hidden if len(hidden) < 2 or left - len(hidden) + 1 < CLA.most else []
    return found


@pytest.mark.parametrize(
    "whole", [{}, {"": {"Total": 60}}, {"": {"Children on a plan": 60}}], ids=["none", "", "named"]
)
@pytest.mark.parametrize("exhaustive", [True, False])
def test_each_breakdown_hides_its_own_small_number(in_darlington, whole, exhaustive):
    rows = build(in_darlington, whole | {"sex": SEX, "age": AGE}, exhaustive=exhaustive)
    shown = show_families([], rows, CLA)

    seen = told(rows, shown)
    assert seen["sex", "Unknown"] is seen["age", "Unknown"] is None
    if whole or exhaustive:
        assert seen["sex", "Boys"] is seen["age", "Under 5"] is None
    assert (seen["sex", "Girls"], seen["age", "5 and over"]) == (50, 38)
    assert not small_ones_left(rows, shown)


def test_each_breakdown_has_its_own_sum(in_darlington):
    rows = build(in_darlington, {"sex": {"Girls": 30, "Boys": 27}, "age": {"Under 5": 40, "5 and over": 17}})
    shown = show_families([], rows, CLA)

    assert {shown.total(row) for row in rows} == {"57"}
    assert None not in told(rows, shown).values()


def test_one_that_is_complete_tells_what_another_lacks(in_darlington):
    """57 less 54 is 3, though no row says either."""
    rows = build(in_darlington, {"sex": {"Girls": 30, "Boys": 27}})
    rows += build(in_darlington, {"age": {"Under 5": 54}}, exhaustive=False)
    shown = show_families([], rows, CLA)

    assert told(rows, shown)["age", "Under 5"] is None
    assert told(rows, shown)["sex", "Girls"] == 30


def test_a_published_breakdown_hides_the_sum_and_so_another(in_darlington):
    """54 is public and cannot be hidden, so that the whole is; what adds up to it must not tell it."""
    rows = build(in_darlington, {"sex": {"Girls": 30, "Boys": 27}, "age": {"Under 5": 54, "5 and over": 3}})
    rows[2].is_published = True
    shown = show_families([], rows, CLA)

    assert told(rows, shown)["age", "5 and over"] is None
    assert known_wholes(rows, shown) == set()


def test_of_two_sums_that_differ_by_a_small_number_one_is_shown(in_darlington):
    """60 less 57 is 3 whose age nobody knows."""
    rows = build(in_darlington, {"sex": {"Girls": 33, "Boys": 27}, "age": {"Under 5": 40, "5 and over": 17}})

    assert known_wholes(rows, show_families([], rows, CLA)) == {60}


def test_parts_of_one_name_are_known_again_without_their_breakdown(in_darlington):
    """A share that came in without the name of its breakdown is still that of the girls."""
    rows = build(in_darlington, {"": {"Total": 60}, "sex": {"Girls": 57, "Boys": 3}}, exhaustive=False)
    share = MeasureFactory.build(
        partnership=in_darlington, topic="Plans", category="Girls", unit="%", value=Decimal(95), position=9
    )
    shown = show_families([], [*rows, share], CLA)

    assert told(rows, shown)["sex", "Girls"] is None
    assert shown.of(share).value == "c"


def test_quarters_are_those_of_the_year_whichever_of_them_names_the_breakdown(in_darlington):
    fields = {"topic": "Plans", "category": "Girls"}
    quarters = [MeasureFactory(**fields, period=f"2019-20 Q{n}", value=19 if n < 4 else 3) for n in (1, 2, 3, 4)]
    year = MeasureFactory(**fields, grouped_by="sex", period="2019-20", value=60)
    boys = MeasureFactory(topic="Plans", category="Boys", grouped_by="sex", period="2019-20", value=70)
    shown = show_measures([*quarters, year, boys], CLA)

    seen = [parse(shown.of(row).value) for row in (*quarters, year)]
    assert seen[3] is None
    assert seen.count(None) > 1


@st.composite
def breakdowns(draw):
    """Two breakdowns of the same people, of which each may lack some."""
    both = [draw(st.lists(st.integers(0, 60), min_size=2, max_size=4)) for _ in range(2)]
    most = max(sum(parts) for parts in both) + draw(st.integers(1, 9))
    return [[*parts, most - sum(parts)] for parts in both]


MANY = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@MANY
@given(breakdowns(), st.booleans(), st.sampled_from(["", "Total"]))
@example([[45, 12, 3], [8, 52]], True, "")
@example([[50, 8, 1, 1], [20, 40]], False, "Total")
def test_no_breakdown_tells_the_small_numbers_of_another(in_darlington, both, exhaustive, whole):
    named = {f"by {n}": {f"p{place}": number for place, number in enumerate(parts)} for n, parts in enumerate(both)}
    named |= {"": {whole: sum(both[0])}} if whole else {}
    rows = build(in_darlington, named, exhaustive=exhaustive)

    assert not small_ones_left(rows, show_families([], rows, CLA))


def test_values_of_an_indicator_by_sex_and_by_age(in_darlington):
    indicator = IndicatorFactory()
    rows = [
        IndicatorValueFactory(indicator=indicator, breakdown=part, grouped_by=name, value=number, is_exhaustive=True)
        for name, parts in {"sex": SEX, "age": AGE}.items()
        for part, number in parts.items()
    ]
    shown = show_families(rows, [], CLA)

    assert {shown.total(row) for row in rows} == {"60"}
    seen = {(row.grouped_by, row.breakdown): parse(shown.of(row).value) for row in rows}
    assert [place for place, number in seen.items() if number is not None] == [("sex", "Girls"), ("age", "5 and over")]


# Breakdowns that nobody has told apart


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
