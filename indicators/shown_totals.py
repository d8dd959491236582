"""Printed totals as a reader may see them: beside parts that are hidden, the total gives one of them away."""

from decimal import Decimal
from functools import cached_property

from core.disclosure import Rule
from core.formatting.numbers import parse, plain
from core.formatting.units import unit_named
from indicators.ledger import Ledger, ledger_of
from indicators.models import PrintedTotal
from indicators.suppression import ShownRows, show_families, shown_alone, shown_rule
from indicators.suppression.families import Family, families_of
from indicators.suppression.numbers import added, number_of
from indicators.totals import TOTALS


def shown_totals(partnership) -> dict:
    """What of each printed total everybody may see who does not keep the records, by its key; two queries."""
    ledger = ledger_of(partnership)
    totals = TotalsShown(ledger, show_families(ledger.values, ledger.measures, ledger.rule))
    return {total.pk: totals.of(total) for total in ledger.totals}


class TotalsShown:
    """Printed totals as they may be shown beside rows that may be hidden. Each figure is looked at once, however many
    totals are printed of it."""

    def __init__(self, ledger: Ledger, shown: ShownRows):
        self.ledger, self.shown, self.figures = ledger, shown, {}

    def of(self, total: PrintedTotal) -> str | None:
        """The printed total where what it is of is hidden nowhere, or has a total that is shown, and where it does not
        differ from that by a small number; else the symbol."""
        figure = self._figure(total.of, total.period, total.unit)
        if total.of in TOTALS or not figure.is_about_people:
            return plain(total.printed)
        text = figure.as_whole(total.printed) or shown_alone(total.printed, total.unit, figure.rule)
        if text in figure.seen:
            return text
        gives_away = figure.is_hidden and not figure.seen
        return figure.rule.symbol if gives_away or figure.tells_a_difference(total.printed) else text

    def _figure(self, of: str, period: str, unit: str) -> "_Figure":
        named = of, period, unit
        if named not in self.figures:
            rows = self.ledger.by_figure.get((of, period), [])
            self.figures[named] = _Figure(rows, unit, shown_rule(self.ledger.rule, period), self.shown)
        return self.figures[named]


def place_of(text: str | None) -> Decimal:
    """A number as shown, to sort by; a hidden one stands before all others, whatever it is."""
    number = parse(text)
    return Decimal("-Infinity") if number is None else number


class _Figure:
    """The rows of an indicator or topic and period, beside which totals in a unit are printed."""

    def __init__(self, rows: list, unit: str, rule: Rule, shown: ShownRows):
        self.rows, self.unit, self.rule, self.shown = rows, unit, rule, shown

    @cached_property
    def is_about_people(self) -> bool:
        if not self.rows:
            return unit_named(self.unit).may_count_people
        return any(row.is_about_people for row in self.rows)

    @cached_property
    def is_hidden(self) -> bool:
        """Whether any row may not be shown."""
        return any(self.rule.hides and self.shown.of(row).value == self.rule.symbol for row in self.rows)

    @cached_property
    def seen(self) -> set[str]:
        """What a reader sees anyway of all that the rows of the unit are, or add up to."""
        rows = [row for row in self.rows if row.is_in(self.unit or None) and row.is_about_people]
        texts = [self.shown.total(row) for row in rows] + [self.shown.of(row).value for row in rows if row.is_whole]
        return {text for text in texts if parse(text) is not None}

    def as_whole(self, printed: Decimal | None) -> str | None:
        """The same share or rate as the row of the whole shows it, where there is one: it may be worked out anew."""
        return next((self.shown.of(row).value for row in self._ratios if row.value == printed), None)

    def tells_a_difference(self, printed: Decimal | None) -> bool:
        """Whether it differs by a small number from the people who are counted in all, or from what parts of them add
        up to: 60 printed, beside 30 and 27, says that 3 are neither. Of shares and rates, from that of the whole at
        all."""
        if not self.rule.hides or printed is None:
            return False
        if not self._may_be_count:
            return bool(self._ratios)
        return any(self.rule.is_small(printed - number) for number in self._known - {printed})

    @cached_property
    def _known(self) -> set[Decimal]:
        return {number for family in families_of(self.rows, hides=True) for number in _counted_in_all(family)}

    @cached_property
    def _may_be_count(self) -> bool:
        return unit_named(self.unit).is_count if self.unit else any(row.in_unit.is_count for row in self.rows)

    @cached_property
    def _ratios(self) -> list:
        """Shares and rates of the whole, in the unit."""
        ratios = [row for row in self.rows if row.is_whole and row.is_in(self.unit or None)]
        return [row for row in ratios if not row.in_unit.is_count and row.is_about_people]


def _counted_in_all(family: Family) -> list[Decimal]:
    """The numbers of people that a reader may take for all of them."""
    people = set(family.people)
    numbers = [number_of(row) for row in people if family.is_whole(row)]
    numbers += [added(one.parts) for one in family.sums if one.parts[0] in people]
    return [number for number in numbers if number is not None]
