"""Printed totals that their parts do not give. The portal adds up itself; nothing here changes a record."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from django.utils.text import slugify

from accounts.roles import Permission
from core.db.tenancy import current_scope
from core.formatting.folding import sort_key
from core.formatting.numbers import parse, plain
from core.submissions.questions import is_confirmed
from indicators.breakdowns import called, told_apart
from indicators.ledger import INDICATOR, MEASURE, about, ledger_of
from indicators.models import Explanation, IndicatorValue, Measure, PrintedTotal
from indicators.shown_totals import TotalsShown, place_of
from indicators.suppression import show_families, shown_rule
from indicators.suppression.ratios import known_terms
from indicators.totals import MONEY, Part
from indicators.wholes import are_of_one_whole
from partnership.budgets import sum_all

WHOLE = Decimal(100)
# What somebody has said of the parts, and why, when they were kept.
CONFIRMED = ("parts-above-the-whole", "parts-below-the-whole")
WHOLE_SAYS = "The parts are said to be all there are, so their shares should add up to 100."


@dataclass(frozen=True)
class Discrepancy:
    """A printed total and what its parts give. `key` stays the same as long as the document prints that total.

    `computed` is for those who keep the records; `shown` is what a page may print of it for everybody else.
    `explanation` is what an editor wrote about these very numbers; one about other numbers is `outdated`. Where it is
    of shares that should make a whole, no document prints the total.
    """

    key: str
    of: str
    title: str
    period: str
    printed: Decimal
    computed: Decimal
    unit: str
    source: str
    line: str
    says: str
    parts: tuple[Part, ...]
    is_printed: bool = True
    shown: str | None = None
    shown_printed: str | None = None
    explanation: Explanation | None = None
    outdated: Explanation | None = None
    seen_printed: str | None = None
    seen_computed: str | None = None
    seen_difference: str | None = None

    def seen_by(self, member) -> "Discrepancy":
        """With its numbers as the member may see them: a reader gets what the rule for small numbers leaves of them."""
        is_kept = member.can(Permission.KEEP_RECORDS)
        computed = plain(self.computed) if is_kept else self.shown
        printed = plain(self.printed) if is_kept else self.shown_printed
        hidden = [text for text in (computed, printed) if parse(text) is None]
        difference = hidden[0] if hidden else plain(parse(computed) - parse(printed))
        return replace(self, seen_printed=printed, seen_computed=computed, seen_difference=difference)

    def parts_seen_by(self, member) -> list[Part]:
        """The parts as the member may see them; of one discrepancy, as each has all of them."""
        if not member.can(Permission.KEEP_RECORDS):
            return list(self.parts)
        return [replace(part, shown=plain(part.value)) for part in self.parts]

    @property
    def order(self) -> tuple[Decimal, ...]:
        """Printed, sum and difference to sort by."""
        return tuple(map(place_of, (self.seen_printed, self.seen_computed, self.seen_difference)))

    @property
    def where(self) -> str:
        """Where the total stands."""
        if not self.is_printed:
            return "Not printed: it is the whole"
        return f"{self.source}, line {self.line}" if self.line else self.source

    @property
    def difference(self) -> Decimal:
        """By how much the parts exceed the printed total."""
        return self.computed - self.printed

    @property
    def is_open(self) -> bool:
        return self.explanation is None

    @property
    def version(self) -> int:
        """The version of what was last written about it; 0 where nobody has."""
        written = self.explanation or self.outdated
        return written.version if written else 0


def discrepancies(partnership) -> list[Discrepancy]:
    """Every printed total that its parts do not give, the latest period first; two queries.

    Silent where they agree, where a part is not known and where the parts are not all there are.
    """
    return _found(_Records(partnership))


def _found(records) -> list[Discrepancy]:
    found = [*(_of_total(total, records) for total in records.totals), *_of_wholes(records)]
    differing = [one for one in found if one and one.difference]
    written = Explanation.objects.filter(partnership=records.partnership).select_related("written_by")
    explained = {one.discrepancy: one for one in written}
    differing = [_with_explanation(one, explained.get(one.key)) for one in differing]
    return sorted(
        sorted(differing, key=lambda one: (sort_key(one.title), sort_key(one.line))),
        key=lambda one: one.period,
        reverse=True,
    )


def found_once(partnership) -> list[Discrepancy]:
    """`discrepancies`, read once for all parts of a page that ask; not for what goes on to change figures."""
    memo, kept = current_scope().memo, ("discrepancies", partnership.pk)
    if kept not in memo:
        memo[kept] = discrepancies(partnership)
    return memo[kept]


def open_ones(partnership) -> list[Discrepancy]:
    """Those that nobody has explained; without what readers may see of their numbers, which takes as long as all the
    rest."""
    return [one for one in _found(_Records(partnership, shows=False)) if one.is_open]


def open_once(partnership) -> list[Discrepancy]:
    """`open_ones`, read once as `found_once` does."""
    memo, kept = current_scope().memo, ("open discrepancies", partnership.pk)
    if kept not in memo:
        memo[kept] = open_ones(partnership)
    return memo[kept]


class _Sum:
    """Parts and what they give, worked out once for all totals that are printed of them."""

    def __init__(self, parts: list[Part], number: Decimal | None, records: "_Records", basis: str = ""):
        self.parts, self.number, self.records, self.basis = tuple(parts), number, records, basis

    @cached_property
    def shown(self) -> str | None:
        """The sum where it is shown with its parts; else the symbol that stands for it."""
        records = self.records
        if not records.shown:
            return None
        if not any(part.value is not None and parse(part.shown) != part.value for part in self.parts):
            return plain(self.number)
        row = self.parts[0].row
        total = records.shown.total(row)
        return total if total is not None else shown_rule(records.ledger.rule, row.period).symbol


class _Records:
    """All that is added up for one partnership, and how each part may be shown: nothing of it unless it `shows`."""

    def __init__(self, partnership, *, shows: bool = True):
        ledger, self.partnership = ledger_of(partnership), partnership
        self.ledger, self.totals, self.sums = ledger, ledger.totals, {}
        self.shown = show_families(ledger.values, ledger.measures, ledger.rule) if shows else None
        self.printed = TotalsShown(ledger, self.shown) if shows else None
        self.rows = defaultdict(list)
        for row in (*ledger.values, *ledger.measures):
            if row.is_exhaustive and (isinstance(row, Measure) or row.breakdown):
                self.rows[about(row), row.period].append(row)

    def of(self, what: str, period: str, unit: str) -> list[_Sum]:
        """The sums of an indicator or topic, breakdown by breakdown."""
        asked = what, period, unit
        if asked not in self.sums:
            found = told_apart(_of_unit(self.rows.get((what, period), []), unit))
            listed = [[self._part(row) for row in own] for own in found]
            self.sums[asked] = [_Sum(parts, sum_all(part.value for part in parts), self) for parts in listed]
        return self.sums[asked]

    def of_money(self, what: str, period: str) -> list[_Sum]:
        """The sum of that name; none of a year without money."""
        budget, asked = self.ledger.budgets.get(period), (what, period)
        if budget and asked not in self.sums:
            parts, number, basis = MONEY[what](budget)
            self.sums[asked] = [_Sum(parts, number, self, basis)]
        return self.sums.get(asked, [])

    def _part(self, row) -> Part:
        value = row.value
        if value is None and row.in_unit.is_count:
            value = getattr(row, "numerator", None)
        return Part(row.part, value, self.shown and self.shown.of(row).value, row)


def _of_unit(rows: list, unit: str) -> list:
    """Rows of the unit; of the only one there is where none is named. What somebody typed as their total is no part."""
    units = {row.unit for row in rows}
    if unit in units or len(units) != 1:
        rows = [row for row in rows if row.unit == unit]
    elif unit:
        return []
    return [row for row in rows if not row.is_whole] or rows


def _of_total(total: PrintedTotal, records: _Records) -> Discrepancy | None:
    found = _added_up(total, records)
    if found is None or found.number is None:
        return None
    return Discrepancy(
        key=_key(total.of, total.period, plain(total.printed), total.unit, total.source, total.line),
        of=total.of,
        title=f"{total.of}{found.basis}" if total.of in MONEY else _title(found.parts[0].row),
        period=total.period,
        printed=total.printed,
        computed=found.number,
        unit=total.unit,
        source=total.source,
        line=total.line,
        says=total.says,
        parts=found.parts,
        shown=found.shown,
        shown_printed=records.printed and records.printed.of(total),
    )


def _added_up(total: PrintedTotal, records: _Records) -> _Sum | None:
    """The sum that a printed total is compared with: of several breakdowns the one that gives it, else the first."""
    if total.printed is None:
        return None
    if total.of in MONEY:
        found = records.of_money(total.of, total.period)
    else:
        prefix = MEASURE if total.of.startswith(MEASURE) else INDICATOR
        of = f"{prefix}{total.of.removeprefix(prefix).strip()}"
        found = records.of(of, total.period, total.unit)
    return next((one for one in found if one.number == total.printed), next(iter(found), None))


def _title(row) -> str:
    return row.indicator.name if isinstance(row, IndicatorValue) else row.topic


def _of_wholes(records: _Records) -> Iterable[Discrepancy | None]:
    """Shares that make up a whole and have no printed total of their own."""
    printed = {(total.of, total.period) for total in records.totals if total.unit == "%"}
    shares = [figure for figure, rows in records.rows.items() if any(row.unit == "%" for row in rows)]
    for of, period in (one for one in shares if one not in printed):
        for found in records.of(of, period, "%"):
            yield _of_whole(of, period, found, records)


def _of_whole(of: str, period: str, found: _Sum, records: _Records) -> Discrepancy | None:
    parts = found.parts
    if found.number is None or not are_of_one_whole(known_terms(part.row) for part in parts):
        return None
    if any(is_confirmed(part.row, code) for part in parts for code in CONFIRMED):
        return None
    row, name = parts[0].row, parts[0].row.grouped_by
    return Discrepancy(
        key=_key(of, period, *([name] if name else []), "whole", "%", "", ""),
        of=of,
        title=", ".join(filter(None, (_title(row), called(name)))),
        period=period,
        printed=WHOLE,
        computed=found.number,
        unit="%",
        source=row.source,
        line="",
        says=WHOLE_SAYS,
        is_printed=False,
        parts=parts,
        shown=found.shown,
        shown_printed=plain(WHOLE) if records.shown else None,
    )


def _key(of: str, period: str, *facts: str) -> str:
    """A readable name with a fingerprint of what the document prints and where."""
    fingerprint = hashlib.sha256("\n".join([of, period, *facts]).encode()).hexdigest()[:10]
    return f"{slugify(of)[:60]}-{slugify(period)}-{fingerprint}"


def _with_explanation(found: Discrepancy, written: Explanation | None) -> Discrepancy:
    if written is None:
        return found
    holds = (written.printed, written.computed) == (found.printed, found.computed)
    return replace(found, explanation=written) if holds else replace(found, outdated=written)
