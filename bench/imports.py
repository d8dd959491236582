"""20,000 indicator values through the import, checked and then written, against `bulk_create` of the same rows."""

import csv
import gc
import io
import itertools
import tracemalloc

from bench.measure import Result, ratio
from core.db.tenancy import partnership_scope
from core.imports import apply, kind_named, plan, reading
from core.models import Partnership
from indicators.models import Indicator, IndicatorValue
from indicators.models.indicators import EDITION

ROWS = 20_000
AIM, AIM_MEMORY = 4, 2
KIND = "indicators"


class Undo(Exception):
    """Leaves the database as it was."""


def run() -> list[Result]:
    partnership = Partnership.objects.get(slug="durham")
    content = _file(ROWS)

    def ours():
        _undone(partnership, lambda: _import(partnership, content))

    def floor():
        _undone(partnership, lambda: IndicatorValue.objects.bulk_create(_instances(partnership), 1000))

    time = ratio(ours, floor, rounds=3)
    most, least = _memory(ours), _memory(floor)
    note = f"{most / 2**20:.0f} MB"
    return [
        Result(f"Import of {ROWS:,} values, checked and written / bulk_create", time, AIM),
        Result("The memory of both", most / least, AIM_MEMORY, note),
    ]


def _import(partnership, content) -> None:
    sheet = reading.read("values.csv", content)
    checked = plan(partnership, kind_named(KIND), sheet).fingerprint
    assert apply(partnership, kind_named(KIND), sheet, expected=checked).is_applied


def _undone(partnership, action) -> None:
    try:
        with partnership_scope(partnership):
            action()
            raise Undo
    except Undo:
        pass


def _cells(count):
    """Number, period, breakdown and value of made-up values, years away from the demo's."""
    numbers = Indicator.objects.filter(edition=EDITION).values_list("number", flat=True)
    periods = [f"{year}-{(year + 1) % 100:02d} Q{quarter}" for year in range(1990, 2015) for quarter in range(1, 5)]
    found = itertools.product(periods, numbers, ("Girls", "Boys"))
    # So alike that no value is asked about.
    return [(*cells, index % 97 + 400) for index, cells in enumerate(itertools.islice(found, count))]


def _file(count) -> bytes:
    headings = kind_named(KIND).headings()
    text = io.StringIO()
    writer = csv.DictWriter(text, headings)
    writer.writeheader()
    for period, number, breakdown, value in _cells(count):
        cells = {"Indicator": number, "Period": period, "Breakdown": breakdown, "Unit": "n", "Value": value}
        writer.writerow(cells | {"Parts are exhaustive": "Yes", "Quality flag": "Good", "Source": f"Line {value}"})
    return text.getvalue().encode()


def _instances(partnership) -> list[IndicatorValue]:
    keys = dict(Indicator.objects.filter(edition=EDITION).values_list("number", "pk"))
    return [
        IndicatorValue(
            partnership=partnership,
            indicator_id=keys[number],
            period=period,
            breakdown=breakdown,
            unit="n",
            value=value,
            is_exhaustive=True,
            source=f"Line {value}",
        )
        for period, number, breakdown, value in _cells(ROWS)
    ]


def _memory(action) -> int:
    """The most bytes that the action holds at once, beyond what was held before."""
    gc.collect()
    tracemalloc.start()
    try:
        action()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
