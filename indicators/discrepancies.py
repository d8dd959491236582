"""Printed totals that their parts do not give. The portal adds up itself; nothing here changes a record."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.text import slugify

from accounts.roles import Permission
from core.db.tenancy import current_scope
from core.formatting.numbers import parse, plain
from core.submissions.questions import is_confirmed
from indicators.breakdowns import called, told_apart
from indicators.ledger import INDICATOR, MEASURE, about, ledger_of
from indicators.models import Explanation, IndicatorValue, PrintedTotal
from indicators.shown_totals import place_of, shown_total
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
        seen = {"seen_printed": printed, "seen_computed": computed, "seen_difference": difference}
        if is_kept:
            seen["parts"] = tuple(replace(part, shown=plain(part.value)) for part in self.parts)
        return replace(self, **seen)

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
    return sorted(sorted(differing, key=lambda one: (one.title, one.line)), key=lambda one: one.period, reverse=True)


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


class _Records:
    """All that is added up for one partnership, and how each part may be shown: nothing of it unless it `shows`."""

    def __init__(self, partnership, *, shows: bool = True):
        ledger, self.partnership = ledger_of(partnership), partnership
        self.ledger = ledger
        self.totals, self.budgets = ledger.totals, ledger.budgets
        self.shown = show_families(ledger.values, ledger.measures, ledger.rule) if shows else None
        self.rows = [row for row in ledger.values if row.is_exhaustive and row.breakdown]
        self.rows += [row for row in ledger.measures if row.is_exhaustive]

    def hides(self, parts: list[Part]) -> bool:
        """Whether any of the parts may not be shown as it is."""
        return any(part.value is not None and parse(part.shown) != part.value for part in parts)

    def of(self, what: str, period: str, unit: str) -> list[list[Part]]:
        """The parts of an indicator or topic, breakdown by breakdown."""
        rows = [row for row in self.rows if (about(row), row.period) == (what, period)]
        return [[self._part(row) for row in own] for own in told_apart(_of_unit(rows, unit))]

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
    parts, computed, title = _added_up(total, records)
    if computed is None:
        return None
    return Discrepancy(
        key=_key(total.of, total.period, plain(total.printed), total.unit, total.source, total.line),
        of=total.of,
        title=title,
        period=total.period,
        printed=total.printed,
        computed=computed,
        unit=total.unit,
        source=total.source,
        line=total.line,
        says=total.says,
        parts=tuple(parts),
        shown=records.shown and _shown_sum(parts, computed, records),
        shown_printed=records.shown and shown_total(total, records.ledger, records.shown),
    )


def _shown_sum(parts: list[Part], computed: Decimal, records: _Records) -> str:
    """The sum where it is shown with its parts; else the symbol that stands for it."""
    if not records.hides(parts):
        return plain(computed)
    total = records.shown.total(parts[0].row)
    return total if total is not None else shown_rule(records.ledger.rule, parts[0].row.period).symbol


def _added_up(total: PrintedTotal, records: _Records) -> tuple[list[Part], Decimal | None, str]:
    """The parts of a printed total, their sum where all are known, and what the total is called."""
    if total.printed is None:
        return [], None, total.of
    if total.of in MONEY:
        budget = records.budgets.get(total.period)
        parts, computed, basis = MONEY[total.of](budget) if budget else ([], None, "")
        return parts, computed, f"{total.of}{basis}"
    prefix = MEASURE if total.of.startswith(MEASURE) else INDICATOR
    of = f"{prefix}{total.of.removeprefix(prefix).strip()}"
    parts = _of_one(records.of(of, total.period, total.unit), total.printed)
    title = _title(parts[0].row) if parts else total.of
    return parts, sum_all(part.value for part in parts), title


def _title(row) -> str:
    return row.indicator.name if isinstance(row, IndicatorValue) else row.topic


def _of_wholes(records: _Records) -> Iterable[Discrepancy | None]:
    """Shares that make up a whole and have no printed total of their own."""
    printed = {(total.of, total.period) for total in records.totals if total.unit == "%"}
    shares = dict.fromkeys((about(row), row.period) for row in records.rows if row.unit == "%")
    for of, period in (one for one in shares if one not in printed):
        for parts in records.of(of, period, "%"):
            yield _of_whole(of, period, parts, records)


def _of_one(breakdowns: list[list[Part]], printed: Decimal) -> list[Part]:
    """The breakdown that gives the printed total, else the first."""
    agreeing = (parts for parts in breakdowns if sum_all(part.value for part in parts) == printed)
    return next(agreeing, next(iter(breakdowns), []))


def _of_whole(of: str, period: str, parts: list[Part], records: _Records) -> Discrepancy | None:
    computed = sum_all(part.value for part in parts)
    if computed is None or not are_of_one_whole(known_terms(part.row) for part in parts):
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
        computed=computed,
        unit="%",
        source=row.source,
        line="",
        says=WHOLE_SAYS,
        is_printed=False,
        parts=tuple(parts),
        shown=records.shown and _shown_sum(parts, computed, records),
        shown_printed=records.shown and plain(WHOLE),
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
