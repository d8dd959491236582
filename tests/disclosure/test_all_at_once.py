"""Breakdowns in periods within a year, with names or without, or with one for some parts, beside totals and shares: a
reader who knows which parts belong together solves all of them at once."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.disclosure import rules
from core.formatting.numbers import parse
from core.submissions.questions import limit
from indicators.suppression import show_families
from tests.disclosure.solving import solved
from tests.factories import IndicatorFactory, IndicatorValueFactory, MeasureFactory

CLA = rules()["dfe-cla"]
MANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
YEAR, ALL = "2019-20", ""
HALVES = [f"{YEAR} H1", f"{YEAR} H2"]
NAMES = {"sex": ["Girls", "Boys"], "age": ["Under 5", "5 to 10", "11 and over"], "ethnicity": ["Asian", "White"]}
ARE_ONE = f"{limit('several-breakdowns').about}: They are wards."


@pytest.fixture(params=["topic", "indicator"])
def make(request, in_darlington):
    """`make(part, period, value, …)` is a figure that nobody has saved; without a part it is the whole."""
    indicator = IndicatorFactory()

    def made(part, period, value, **fields):
        fields = fields | {"partnership": in_darlington, "period": period, "value": value}
        if request.param == "topic":
            return MeasureFactory.build(topic="T", category=part or "Total", **fields)
        return IndicatorValueFactory.build(
            indicator=indicator, breakdown=part, **{name: of for name, of in fields.items() if name != "position"}
        )

    return made


@st.composite
def numbers_of(draw, parts: list[str], whole: int) -> dict[str, int]:
    """Numbers of which two at least are of somebody, and that add up to the whole."""
    ends = sorted({draw(st.integers(1, whole - 1)) for _ in parts[1:]})
    found = [end - start for start, end in zip([0, *ends], [*ends, whole], strict=True)]
    found += [0] * (len(parts) - len(found))
    return dict(zip(draw(st.permutations(parts)), found, strict=True))


@st.composite
def worlds(draw):
    """What is so in each period, and what of it is on record and how."""
    periods = draw(st.sampled_from([[YEAR], [*HALVES, YEAR]]))
    names = draw(st.lists(st.sampled_from(sorted(NAMES)), min_size=2, max_size=3, unique=True))
    within = [one for one in periods if one != YEAR] or [YEAR]
    numbers = {}
    for period in within:
        whole = draw(st.integers(4, 60))
        for name in names:
            numbers |= {(part, period): n for part, n in draw(numbers_of(NAMES[name], whole)).items()}
    parts = [part for name in names for part in NAMES[name]]
    numbers |= {(part, YEAR): sum(numbers[part, period] for period in within) for part in parts}
    numbers |= {(ALL, period): sum(numbers[part, period] for part in NAMES[names[0]]) for period in periods}
    return {
        "periods": periods,
        "names": names,
        "numbers": numbers,
        "named": draw(st.sets(st.sampled_from(parts))),
        "ticked": draw(st.sets(st.sampled_from(names))),
        "order": draw(st.permutations(parts)),
        "answered": draw(st.booleans()),
        "totals": draw(st.sets(st.sampled_from(periods))),
        "shares": draw(st.sets(st.tuples(st.sampled_from(parts), st.sampled_from(periods)), max_size=3)),
    }


def recorded(make, world) -> dict[tuple, object]:
    of = {part: name for name in world["names"] for part in NAMES[name]}
    rows = {}
    for place, part in enumerate(world["order"]):
        for period in world["periods"]:
            fields = {"grouped_by": of[part] if part in world["named"] else "", "position": place}
            answer = ARE_ONE if world["answered"] and not fields["grouped_by"] else ""
            number = Decimal(world["numbers"][part, period])
            rows[part, period, "n"] = make(
                part, period, number, is_exhaustive=of[part] in world["ticked"], confirmed=answer, **fields
            )
            whole = world["numbers"][ALL, period]
            if (part, period) in world["shares"]:
                share = round(number * 100 / whole, 4)
                rows[part, period, "%"] = make(part, period, share, unit="%", **fields)
    rows |= {(ALL, one, "n"): make(ALL, one, Decimal(world["numbers"][ALL, one])) for one in world["totals"]}
    return rows


def told(rows: dict, world) -> tuple[dict, dict]:
    """What is shown, and what pages add up of each breakdown all of whose parts have its name."""
    is_topic = hasattr(next(iter(rows.values())), "topic")
    shown = show_families(*([], rows.values()) if is_topic else (rows.values(), []), CLA)
    seen = {cell: parse(shown.of(row).value) for cell, row in rows.items()}
    added = {}
    for (part, period, unit), row in rows.items():
        is_named = part and row.grouped_by and world["named"].issuperset(NAMES[row.grouped_by])
        if is_named and unit == "n" and (total := parse(shown.total(row))) is not None:
            added[ALL, period] = total
    return seen, added


def worked_out(rows: dict, world) -> dict[tuple, Fraction]:
    seen, added = told(rows, world)
    known = {cell[:2]: number for cell, number in seen.items() if cell[2] == "n" and number is not None} | added
    sums = [
        [((ALL, period), -1), *(((part, period), 1) for part in NAMES[name])]
        for period in world["periods"]
        for name in world["names"]
    ]
    if len(world["periods"]) > 1:
        parts = [ALL, *(part for name in world["names"] for part in NAMES[name])]
        sums += [[((part, YEAR), -1), *(((part, half), 1) for half in HALVES)] for part in parts]
    shares = {cell[:2]: Fraction(share) for cell, share in seen.items() if cell[2] == "%" and share}
    for _ in range(3):
        found = solved(known, sums)
        for (part, period), share in shares.items():
            if (ALL, period) in found:
                known[part, period] = Decimal(round(share * found[ALL, period] / 100))
            elif (part, period) in found:
                known[ALL, period] = Decimal(round(found[part, period] * 100 / share))
    return found


@MANY
@given(worlds())
def test_no_small_number_follows_from_all_that_is_shown(make, world):
    found = worked_out(recorded(make, world), world)

    assert not {cell: number for cell, number in found.items() if CLA.is_small(number)}
