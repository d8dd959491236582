"""Categories that a year lacks and one of its quarters or halves has: what these count together is more by just those.

Boys and girls of a year are 224, its quarters are 227, and in the last of them somebody is “Unknown”.
"""

import pytest

from core.disclosure import rules
from core.formatting.numbers import parse
from indicators.suppression import show_measures, show_values
from tests.factories import IndicatorFactory, IndicatorValueFactory, MeasureFactory

CLA = rules()["dfe-cla"]
YEAR = "2019-20"
QUARTERS = {"Q1": (30, 28), "Q2": (31, 26), "Q3": (32, 24), "Q4": (33, 20)}
HALVES = {"H1": (30, 28), "H2": (33, 20)}
BOTH = {"H1": (61, 54), "Q3": (32, 24), "Q4": (33, 20)}


@pytest.fixture(params=["topic", "indicator"])
def figure(request, in_darlington):
    """`figure(part, period, number, …)` is a figure of one and the same topic or indicator; without a part, of all."""
    indicator = IndicatorFactory()

    def made(part, period, number, **of):
        of = {"period": f"{YEAR} {period}".strip(), "value": number} | of
        if request.param == "topic":
            return MeasureFactory(topic="T", category=part or "Total", **of)
        return IndicatorValueFactory(indicator=indicator, breakdown=part, **of)

    return made


def periods_of(figure, within, unknown: int, *, has_total: bool) -> dict:
    """The figures of a year and of what is within it, by what they are of; the last of these has some unknown."""
    counted = {period: dict(zip(("Boys", "Girls"), numbers, strict=True)) for period, numbers in within.items()}
    counted[""] = {part: sum(numbers[part] for numbers in counted.values()) for part in ("Boys", "Girls")}
    counted[list(within)[-1]]["Unknown"] = unknown
    rows = {
        (part, period): figure(part, period, number, is_exhaustive=not has_total)
        for period, numbers in counted.items()
        for part, number in numbers.items()
    }
    if has_total:
        rows |= {("", period): figure("", period, sum(numbers.values())) for period, numbers in counted.items()}
    return rows


def show(rows: dict):
    is_of_topic = any(hasattr(row, "topic") for row in rows.values())
    return (show_measures if is_of_topic else show_values)(rows.values(), CLA)


def known_wholes(rows: dict) -> dict:
    """How many each period counts, as far as a reader knows: as it is said, or as what is shown adds up to."""
    shown, found = show(rows), {}
    seen = {of: parse(shown.of(row).value) for of, row in rows.items()}
    for period in {period for _, period in rows}:
        parts = [seen[of] for of in rows if of[1] == period and of[0]]
        told = [seen.get(("", period)), parse(shown.total(rows["Boys", period]))]
        told += [sum(parts)] if None not in parts and ("", period) not in rows else []
        found[period] = next((number for number in told if number is not None), None)
    return found


@pytest.mark.parametrize("has_total", [True, False])
@pytest.mark.parametrize("within", [QUARTERS, HALVES, BOTH], ids=["quarters", "halves", "both"])
def test_those_whom_a_year_leaves_out_are_not_told(figure, within, has_total):
    known = known_wholes(periods_of(figure, within, 3, has_total=has_total))

    assert None in known.values()


@pytest.mark.parametrize("within", [QUARTERS, HALVES], ids=["quarters", "halves"])
def test_where_they_are_many_all_is_shown(figure, within):
    known = known_wholes(periods_of(figure, within, 9, has_total=True))

    assert None not in known.values()


def test_one_whole_is_hidden_and_that_of_the_period_that_has_the_category(figure):
    known = known_wholes(periods_of(figure, QUARTERS, 3, has_total=True))

    assert [period for period, number in known.items() if number is None] == ["Q4"]


def test_what_stands_still_is_not_added_up(figure):
    rows = {("", period): figure("", period, number) for period, number in {"H1": 57, "H2": 58, "": 58}.items()}

    shown = show(rows)
    assert [parse(shown.of(row).value) for row in rows.values()] == [57, 58, 58]
