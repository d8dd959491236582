"""Where shares of a total can be said: in a sentence, a table and a chart alike."""

import pytest

from core.formatting import sentences
from core.formatting.wholes import whole_of
from core.reports import charts

ADD_UP = ["n", "children", "courses", "£"]
DO_NOT = ["r1k", "r10k", "per 1,000 adults", "mean", "d", "ratio", "score", "fte"]


@pytest.mark.parametrize(("unit", "total"), [*((unit, 20) for unit in ADD_UP), ("%", 100), ("per 100", 100)])
def test_parts_of_a_kind_that_adds_up_have_a_whole(unit, total):
    assert whole_of(["12", "8", "c", None], str(total), unit) == total


def said(parts, total, unit):
    """What a sentence, a chart of shares and a table's column say of the parts."""
    points = [(f"Part {n}", text) for n, text in enumerate(parts)]
    drawn = {"chart": "share", "unit": unit, "summary": "The parts.", "total": total}
    series = [{"name": "n", "points": [{"x": name, "y": text} for name, text in points]}]
    shares = sentences.shares(parts, total, unit)
    return f"{sentences.ranking(points, unit, total)} {charts.draw(drawn | {'series': series})} {shares}"


@pytest.mark.parametrize("unit", DO_NOT)
def test_rates_and_means_are_no_shares_of_that_of_all(unit):
    told = said(["9", "11"], "20", unit)

    assert "%" not in told
    assert " of 20" not in told
    assert "the highest" in told
    assert told.endswith("None")


@pytest.mark.parametrize(
    ("parts", "total", "unit"),
    [
        (["25", "9"], "20", "n"),
        (["12", "9"], "20", "n"),
        (["12", "9", "c"], "20", "children"),
        (["1200", "100"], "1250", "£"),
        (["60", "70"], "100", "%"),
        (["50", "50"], "50", "%"),
        (["40", "40"], "80", "per 100"),
    ],
)
def test_parts_that_exceed_their_total_are_no_shares_of_it(parts, total, unit):
    told = said(parts, total, unit).replace(f"{parts[0]}%", "")

    assert whole_of(parts, total, unit) is None
    assert f" of {total}" not in told
    assert "(" not in told.partition("<svg")[0]
    assert told.endswith("None")


@pytest.mark.parametrize(
    ("parts", "total"), [(["33", "34", "34"], "101"), (["33", "33", "33"], "99"), (["60", "c"], "100")]
)
def test_shares_make_a_hundred_but_for_their_rounding(parts, total):
    assert whole_of(parts, total, "%") == int(total)
