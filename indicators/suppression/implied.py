"""Numbers that no row says, and the other periods of its year do: 40 that four quarters of 10 make, or the quarter that
three leave of a year. In its period such a number is the whole, or a part, as if a row said so.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from indicators.periods import parts_of
from indicators.suppression.families import Family, part_named
from indicators.suppression.numbers import number_of
from indicators.suppression.ratios import known_terms
from indicators.suppression.spans import added_up
from indicators.suppression.terms import WHOLE, terms_in


class Implied:
    """A number of people, as the row of the period that has none of its own. `sums` are those that give it: a row of
    a period and those of all within it, of which it is one itself."""

    numerator = denominator = previous = None

    def __init__(self, row, period: str, number: Decimal):
        self.row, self.period, self.value, self.sums = row, period, number, []
        self.pk = row.series[:2], part_named(row), period, "implied", number
        self.part, self.grouped_by = ("", "") if row.is_whole else (row.part, row.grouped_by)

    def __getattr__(self, name: str):
        return getattr(self.row, name)

    @property
    def is_published(self) -> bool:
        return any(all(row.is_published for row in others) for others in self.others())

    def others(self) -> Iterator[list]:
        """The rows of each sum that gives it."""
        yield from ([row for row in rows if row is not self] for rows in self.sums)

    def is_told(self, hidden: Iterable[Hashable]) -> bool:
        """Whether a reader sees all others of one of its sums."""
        return any(_are_seen(others, hidden) for others in self.others())

    def to_hide(self, hidden: Iterable[Hashable]) -> set:
        """Keys of the least number of each sum that gives it, so that none does."""
        telling = [others for others in self.others() if _are_seen(others, hidden)]
        listed = ([row for row in others if number_of(row) and not row.is_published] for others in telling)
        return {min(rows, key=number_of).pk for rows in listed if rows}


def _are_seen(rows: Iterable, hidden: Iterable[Hashable]) -> bool:
    return all(row.is_published or row.pk not in hidden for row in rows)


class OfImplied:
    """A share that does not say of how many it is, where the shares of other periods do."""

    def __init__(self, row, whole: Decimal):
        self.row, self.implied_whole = row, whole

    def __getattr__(self, name: str):
        return getattr(self.row, name)


def with_implied(families: Iterable[Family]) -> tuple[list[Family], list[Implied]]:
    """The families with what other periods say of them, and all that is said so."""
    families = list(families)
    wholes = defaultdict(dict)
    for one in _implied(by_part(term for family in families for term in terms_in(family) if term.kind == WHOLE)):
        wholes[_period_of(one)].setdefault(part_named(one), one.value)
    found = [_with_wholes(family, wholes[family.key]) if family.key in wholes else family for family in families]
    known, said, left_out = {family.key: family for family in found}, [], defaultdict(list)
    series = by_part(row for family in found for row in (*family.people, *added_up(family)))
    for one in _implied(series):
        family = known.get(_period_of(one))
        if family and _completes(one, family):
            left_out[family.key, one.grouped_by].append(one)
        elif family:
            known[family.key] = replace(family, rows=(*family.rows, one))
            said.append(one)
    for (key, name), parts in left_out.items():
        said += _beside_sums([row for row in added_up(known[key]) if row.grouped_by == name], parts, series)
    return list(known.values()), said


def _beside_sums(sums: list, parts: list[Implied], series: dict[tuple, dict]) -> list[Implied]:
    """What pages add up without some parts, and those, beside the whole that other periods make with them."""
    found = []
    for row in sums:
        of, year = _series_of(row), row.period[: len("2019-20")]
        others = {period: other for period, other in series[of, year].items() if period != row.period}
        number = row.value + sum(part.value for part in parts)
        for whole in _implied({(of, year): others}):
            if (whole.period, whole.value) == (row.period, number):
                whole.sums.append([whole, row, *parts])
                found += [whole, *parts]
    return found


def _period_of(one: Implied) -> tuple:
    return one.partnership_id, getattr(one, one.about), one.period


def _completes(one: Implied, family: Family) -> bool:
    """Whether it is a part beside others that are said to be all there is: pages add those up without it."""
    return not one.is_whole and any(row.is_exhaustive and row.grouped_by == one.grouped_by for row in family.people)


def _with_wholes(family: Family, wholes: dict[str, Decimal]) -> Family:
    """Each share with the whole of its own part, and those of other parts with the largest."""
    rows = tuple(
        OfImplied(row, wholes[part_named(row)]) if part_named(row) in wholes and _lacks_whole(row) else row
        for row in family.rows
    )
    return replace(family, rows=rows, whole=family.whole or max(wholes.values()))


def _lacks_whole(row) -> bool:
    return row.in_unit.is_part_of_whole and known_terms(row) == (None, None)


def _series_of(row) -> tuple:
    return row.series[:2], part_named(row)


def by_part(rows: Iterable) -> dict[tuple, dict]:
    """The first row of each period, part by part and year by year."""
    series: dict[tuple, dict] = defaultdict(dict)
    for row in rows:
        if number_of(row) is not None:
            series[_series_of(row), row.period[: len("2019-20")]].setdefault(row.period, row)
    return series


def _implied(series: dict[tuple, dict]) -> list[Implied]:
    """What is lacking of one part alone in a year, half or quarter, by what the others are."""
    found: dict[Hashable, Implied] = {}
    for (_, year), by_period in series.items():
        for period in (year, f"{year} H1", f"{year} H2"):
            for names in parts_of(period):
                _add([period, *names], by_period, found)
    return list(found.values())


def _add(periods: list[str], by_period: dict, found: dict[Hashable, Implied]) -> None:
    """The only one of the periods that has no row: what the others make, or leave of the first."""
    there = [by_period[one] for one in periods if one in by_period]
    if len(there) != len(periods) - 1:
        return
    whole, *parts = [number_of(row) for row in there]
    (lacking,) = set(periods) - by_period.keys()
    number = whole + sum(parts) if lacking == periods[0] else whole - sum(parts)
    if number > 0:
        one = Implied(there[0], lacking, number)
        one = found.setdefault(one.pk, one)
        one.sums.append([by_period.get(period, one) for period in periods])
