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
            grouped_by=part and "sex",
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


LACKING = {
    "one whole": (
        {"Boys": (47, 28, 60), "Girls": (50, 30, 60)},
        "Boys 47% and Girls 50% add up to 97%. Are these all the categories?",
    ),
    "one part of one whole": ({"Girls": (97, 58, 60)}, "Girls 97% stands alone. Is this the only category?"),
    "two wholes": (
        {"": (50, 50, 100), "Boys": (47, 18, 38), "Girls": (50, 30, 60)},
        "Boys 18 of 38 and Girls 30 of 60 add up to 48 of 98, and the total is 50 of 100. "
        "Are these all the categories?",
    ),
    "one of two wholes": (
        {"": (50, 50, 100), "Girls": (50, 48, 98)},
        "Girls 48 of 98 stands alone, and the total is 50 of 100. Is this the only category?",
    ),
    "few of one whole": (
        {"": (25, 40, 160), "Boys": (11, 18, 160), "Girls": (12, 20, 160)},
        "Boys 18 of 160 and Girls 20 of 160 add up to 38, and the total is 40 of 160. Are these all the categories?",
    ),
    "rates": (
        {"": (22, 50, 22_000), "Boys": (16, 18, 11_000), "Girls": (27, 30, 11_000)},
        "Boys 18 of 11,000 and Girls 30 of 11,000 add up to 48 of 22,000, and the total is 50 of 22,000. "
        "Are these all the categories?",
    ),
}


def asked_as_it_is_corrected(row):
    """What is asked about categories as it is typed, where another number was on record."""
    row.refresh_from_db()
    IndicatorValue.objects.filter(pk=row.pk).update(numerator=7)
    known = questions.Known.beside(row)
    row.save()
    return [one.text for one in questions.about(row, known) if "categor" in one.text]


@pytest.mark.parametrize("lacking", LACKING)
def test_it_is_asked_what_those_that_are_all_there_are_lack(in_darlington, lacking):
    """As the last part is corrected; a reader sees no other than those who keep the records what is left."""
    parts, text = LACKING[lacking]
    *_, last = rows = recorded(parts, "r10k" if lacking == "rates" else "%")
    asked = asked_as_it_is_corrected(last)
    assert asked == [text]
    shown = show_values(rows, rules()["dfe-cla"])
    assert "c" in [shown.of(row).value for row in rows]


WHOLE = {
    "one whole": {"Girls": (50, 30, 60), "Boys": (50, 30, 60)},
    "two wholes": {"": (50, 50, 100), "Girls": (50, 30, 60), "Boys": (50, 20, 40)},
    "of no whole that is known": {"Girls": (50, 30, 60), "Boys": (50, 20, 40)},
}


@pytest.mark.parametrize("parts", WHOLE.values(), ids=WHOLE)
def test_nothing_is_asked_of_those_that_lack_nobody(in_darlington, parts):
    *_, last = rows = recorded(parts)
    assert asked_as_it_is_corrected(last) == []
    shown = show_values(rows, rules()["dfe-cla"])
    assert "c" not in [shown.of(row).value for row in rows]


@cases
def test_different_wholes_are_no_discrepancy(in_darlington, parts, total):
    recorded(parts)
    IndicatorValue.objects.update(value=10)
    assert len(discrepancies.discrepancies(in_darlington)) == (total is not None)
