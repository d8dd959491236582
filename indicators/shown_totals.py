"""Printed totals as a reader may see them: beside parts that are hidden, the total gives one of them away."""

from decimal import Decimal

from core.formatting.numbers import parse, plain
from core.formatting.units import unit_named
from indicators.ledger import Ledger, about, ledger_of
from indicators.models import PrintedTotal
from indicators.suppression import ShownRows, show_families, shown_alone, shown_rule
from indicators.totals import TOTALS


def shown_totals(partnership) -> dict:
    """What of each printed total everybody may see who does not keep the records, by its key; two queries."""
    ledger = ledger_of(partnership)
    shown = show_families(ledger.values, ledger.measures, ledger.rule)
    return {total.pk: shown_total(total, ledger, shown) for total in ledger.totals}


def shown_total(total: PrintedTotal, ledger: Ledger, shown: ShownRows) -> str | None:
    """The printed total where what it is of is hidden nowhere, or has a total that is shown; else the symbol."""
    family = [row for row in (*ledger.values, *ledger.measures) if _is_of(total, row)]
    about_people = any(row.is_about_people for row in family) if family else unit_named(total.unit).may_count_people
    if total.of in TOTALS or not about_people:
        return plain(total.printed)
    rule = shown_rule(ledger.rule, total.period)
    is_hidden = any(rule.hides and shown.of(row).value == rule.symbol for row in family)
    if is_hidden and not _is_whole_shown(total, family, shown):
        return rule.symbol
    return _as_whole(total, family, shown) or shown_alone(total.printed, total.unit, rule)


def place_of(text: str | None) -> Decimal:
    """A number as shown, to sort by; a hidden one stands before all others, whatever it is."""
    number = parse(text)
    return Decimal("-Infinity") if number is None else number


def _is_of(total: PrintedTotal, row) -> bool:
    return (about(row), row.period) == (total.of, total.period)


def _as_whole(total: PrintedTotal, family, shown: ShownRows) -> str | None:
    """The same share or rate as the row of the whole shows it, where there is one: it may be worked out anew."""
    ratios = [row for row in family if row.is_whole and row.unit == total.unit and not row.in_unit.is_count]
    return next((shown.of(row).value for row in ratios if row.value == total.printed), None)


def _is_whole_shown(total: PrintedTotal, family, shown: ShownRows) -> bool:
    """Whether a reader sees anyway what the rows of the total's unit add up to."""
    family = [row for row in family if row.is_in(total.unit or None) and row.is_about_people]
    wholes = [shown.total(row) for row in family]
    wholes += [shown.of(row).value for row in family if row.is_whole]
    return any(parse(text) is not None for text in wholes)
