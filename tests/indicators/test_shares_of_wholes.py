"""Shares of different wholes are never added up: 50% of the boys and 50% of the girls are 50% of all."""

import pytest

from core.disclosure import rules
from indicators import discrepancies, questions
from indicators.models import IndicatorValue
from indicators.pages import breakdowns
from indicators.suppression import show_values
from tests.indicators.built import build, value

# Part: (share, of how many it was counted, out of how many).
DIFFERENT = {
    "two wholes": {"Boys": (50, 20, 40), "Girls": (50, 30, 60)},
    "three wholes": {"Under 5": (30, 300, 1000), "5 to 10": (60, 600, 1000), "Over 10": (10, 90, 900)},
    "wholes of one size": {"Boys": (10, 10, 100), "Girls": (12, 12, 100)},
    "a whole that only one of them lacks": {"Boys": (50, None, 40), "Girls": (50, 30, 60)},
}
ONE = {
    "counted": {"Boys": (40, 40, 100), "Girls": (60, 60, 100)},
    "rounded": {"A": (33, 20, 60), "B": (33, 20, 60), "C": (33, 20, 60)},
    "counted from nothing that is known": {"Boys": (40, None, None), "Girls": (60, None, None)},
    "of a whole that is known": {"Boys": (40, None, 100), "Girls": (60, 60, 100)},
}
cases = pytest.mark.parametrize(
    ("parts", "total"),
    [*((parts, None) for parts in DIFFERENT.values()), *((parts, "100") for parts in ONE.values())],
    ids=[*DIFFERENT, *ONE],
)


def recorded(parts, unit="%"):
    return [
        value(
            36,
            share,
            unit=unit,
            breakdown=part,
            grouped_by="sex",
            is_exhaustive=True,
            numerator=some,
            denominator=whole,
            name="Placements",
        )
        for part, (share, some, whole) in parts.items()
    ]


@cases
def test_a_page_and_a_report_add_up_only_shares_of_one_whole(in_darlington, parts, total):
    rows = recorded(parts)
    (page,) = breakdowns(rows, show_values(rows, rules()["none"]))
    chart, table = build(in_darlington, "indicator-breakdown", number=8036)

    added = str(sum(share for share, *_ in parts.values()))
    assert page["total"] == (f"{added}%" if total else "")
    assert table["total"] == (total and ["Total", added])
    assert (chart["chart"], chart["total"]) == (("share", added) if total else ("bar", None))


@pytest.mark.parametrize("unit", ["%", "per 100"])
@cases
def test_a_question_is_asked_only_of_shares_of_one_whole(in_darlington, parts, total, unit):
    """As the last part is corrected, so that they make less than a hundred."""
    *_, last = recorded(parts, unit)
    last.refresh_from_db()
    last.value -= 5
    known = questions.Known.beside(last)
    asked = [one.text for one in questions.about(last, known) if "add up" in one.text]
    assert len(asked) == (total is not None)


@cases
def test_different_wholes_are_no_discrepancy(in_darlington, parts, total):
    recorded(parts)
    IndicatorValue.objects.update(value=10)
    assert len(discrepancies.discrepancies(in_darlington)) == (total is not None)
