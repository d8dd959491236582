"""Figures laid out for the pages: text by text, as `indicators.suppression` lets them be shown."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby

from core.disclosure import Rule
from core.formatting.numbers import parse, plain, with_unit, with_units
from core.formatting.sentences import capital
from core.formatting.units import unit_named
from indicators.breakdowns import called, open_sets_of
from indicators.comparators import AREAS, TARGET
from indicators.rates import computed, difference
from indicators.suppression import ShownRows

# A topic's periods side by side: two years of months.
MOST_PERIODS = 24


def headlines(values, shown: ShownRows) -> list[dict]:
    """The values that stand for the whole, with what they were counted from and compared with."""
    written = {}
    for unit in {row.unit for row in values}:
        rows = [row for row in values if row.unit == unit and not row.breakdown]
        written |= zip(rows, with_units([shown.of(row).value for row in rows], unit), strict=True)
    return [
        {
            "row": row,
            "value": written[row] or "–",
            "counted": _counted(shown.of(row)),
            "gives": _gives(shown.of(row), row.unit),
            "previous": _with(shown.of(row).previous, row.unit),
            "comparators": [
                (one.formal, with_unit(plain(one.of(row)), row.unit))
                for one in (*AREAS, TARGET)
                if one.of(row) is not None
            ],
        }
        for row in values
        if not row.breakdown
    ]


def breakdowns(values, shown: ShownRows) -> list[dict]:
    """The parts of each period, unit and breakdown, with their total where they are all there are."""
    parts = [row for row in values if row.breakdown]
    wholes, together = _wholes(parts), defaultdict(list)
    for row in values:
        together[row.period, row.unit].append(row)
    return [
        {"period": period, "unit": unit, **_breakdown(name), **_parts(_whole_last(rows), wholes, shown)}
        | {"may_be_several": not name and bool(open_sets_of(together[period, unit]))}
        for (period, unit, name), rows in groupby(parts, key=lambda row: (row.period, row.unit, row.grouped_by))
    ]


def _whole_last(rows: Iterable) -> list:
    """In their order, and the total that somebody typed among them where a sum would stand."""
    return sorted(rows, key=lambda row: row.is_whole)


def _breakdown(name: str) -> dict:
    return {"grouped_by": name, "by": capital(called(name))}


def topic_tables(measures, shown: ShownRows) -> list[dict]:
    """A topic's figures by unit and breakdown: categories down, periods across, the latest first and not
    more than a page has room for."""
    tables, listed, together, wholes = [], defaultdict(list), defaultdict(list), _wholes(measures)
    for row in measures:
        listed[row.unit, row.grouped_by].append(row)
        together[row.unit, row.period].append(row)
    for (unit, name), rows in listed.items():
        all_periods = sorted({row.period for row in rows}, reverse=True)
        periods = all_periods[:MOST_PERIODS]
        cells = {(row.category, row.period): row for row in rows}
        categories = dict.fromkeys(row.category for row in _whole_last(rows) if row.period >= periods[-1])
        by_period = {period: list(within) for period, within in _by_period(rows)}
        totals = {period: _total(within, wholes, shown) for period, within in by_period.items()}
        placed = [[cells.get((category, period)) for category in categories] for period in periods]
        columns = [
            with_units([*(row and shown.of(row).value for row in column), totals[period]], unit)
            for column, period in zip(placed, periods, strict=True)
        ]
        lines = [
            {"name": category, "cells": [_cell(placed[at][place], texts[place]) for at, texts in enumerate(columns)]}
            for place, category in enumerate(categories)
        ]
        last = [texts[-1] for texts in columns]
        last = last if any(last) else []
        caption = unit_named(unit).caption
        tables.append(
            {"unit": unit, **_breakdown(name), "caption": caption, "periods": periods, "lines": lines, "totals": last}
            | {"earlier": len(all_periods) - len(periods)}
            | {"total_name": "Total of the parts" if any(row.is_whole for row in rows) else "Total"}
            | {"may_be_several": [one for one in periods if not name and open_sets_of(together[unit, one])]}
        )
    return tables


def legend(rule: Rule, shown: ShownRows) -> Rule | None:
    """The rule whose symbol stands somewhere on the page and has to be explained, if any does."""
    texts = {text for row in shown.rows.values() for text in (row.value, row.numerator, row.denominator, row.previous)}
    texts |= set(shown.totals.values())
    return next((one for one in (rule, *shown.rules) if one.symbol and one.symbol in texts), None)


def _by_period(rows):
    return groupby(sorted(rows, key=lambda row: row.period), key=lambda row: row.period)


def _wholes(rows) -> dict[tuple, object]:
    """The whole that is recorded of each unit and period, beside the breakdowns that have a name."""
    return {(row.unit, row.period): row for row in rows if row.is_whole and not row.grouped_by}


def _total(rows, wholes: dict[tuple, object], shown: ShownRows) -> str | None:
    """What the rows of one period, unit and breakdown are parts of: as it is recorded, else what they add up to. None
    where it stands among them."""
    if any(row.is_whole for row in rows):
        return None
    whole = wholes.get((rows[0].unit, rows[0].period)) if rows[0].grouped_by else None
    return shown.of(whole).value if whole else shown.total(rows[0])


def _parts(rows, wholes: dict[tuple, object], shown: ShownRows) -> dict:
    whole = _total(rows, wholes, shown) if all(row.is_exhaustive for row in rows) else None
    *texts, total = with_units([*(shown.of(row).value for row in rows), whole], rows[0].unit)
    return {
        "parts": [
            {"row": row, "name": row.breakdown, "value": text or "–", "counted": _counted(shown.of(row))}
            for row, text in zip(rows, texts, strict=True)
        ],
        "has_counts": any(_counted(shown.of(row)) for row in rows),
        "total": total,
    }


def _cell(row, text: str) -> dict:
    return {"row": row, "text": text or "–"}


def _with(text: str | None, unit: str) -> str:
    return with_unit(text, unit) if text is not None else ""


def _counted(value) -> str:
    """ "336 of 444", as far as both may be shown."""
    if value.numerator is None and value.denominator is None:
        return ""
    if value.denominator is None:
        return with_unit(value.numerator)
    return f"{with_unit(value.numerator)} of {with_unit(value.denominator)}"


def _gives(value, unit: str) -> str:
    """What the counts give, where the value says something else; only of numbers that may be shown."""
    numbers = [parse(value.value), parse(value.numerator), parse(value.denominator)]
    if None in numbers or difference(unit, *numbers) is None:
        return ""
    return f"gives {with_unit(plain(computed(unit, *numbers[1:])), unit)}"
