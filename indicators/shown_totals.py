"""Printed totals as a reader may see them: beside parts that are hidden, the total gives one of them away."""

from decimal import Decimal

from core.disclosure import Rule
from core.formatting.numbers import parse, plain
from core.formatting.units import unit_named
from indicators.ledger import Ledger, about, ledger_of
from indicators.models import PrintedTotal
from indicators.suppression import ShownRows, show_families, shown_alone, shown_rule
from indicators.suppression.families import Family, families_of
from indicators.suppression.numbers import added, number_of
from indicators.totals import TOTALS


def shown_totals(partnership) -> dict:
    """What of each printed total everybody may see who does not keep the records, by its key; two queries."""
    ledger = ledger_of(partnership)
    shown = show_families(ledger.values, ledger.measures, ledger.rule)
    return {total.pk: shown_total(total, ledger, shown) for total in ledger.totals}


def shown_total(total: PrintedTotal, ledger: Ledger, shown: ShownRows) -> str | None:
    """The printed total where what it is of is hidden nowhere, or has a total that is shown, and where it does not
    differ from that by a small number; else the symbol."""
    rows = [row for row in (*ledger.values, *ledger.measures) if _is_of(total, row)]
    about_people = any(row.is_about_people for row in rows) if rows else unit_named(total.unit).may_count_people
    if total.of in TOTALS or not about_people:
        return plain(total.printed)
    rule = shown_rule(ledger.rule, total.period)
    text = _as_whole(total, rows, shown) or shown_alone(total.printed, total.unit, rule)
    seen = _wholes_seen(total, rows, shown)
    if text in seen:
        return text
    is_hidden = any(rule.hides and shown.of(row).value == rule.symbol for row in rows)
    return rule.symbol if (is_hidden and not seen) or _tells_a_difference(total, rows, rule) else text


def place_of(text: str | None) -> Decimal:
    """A number as shown, to sort by; a hidden one stands before all others, whatever it is."""
    number = parse(text)
    return Decimal("-Infinity") if number is None else number


def _is_of(total: PrintedTotal, row) -> bool:
    return (about(row), row.period) == (total.of, total.period)


def _as_whole(total: PrintedTotal, rows: list, shown: ShownRows) -> str | None:
    """The same share or rate as the row of the whole shows it, where there is one: it may be worked out anew."""
    return next((shown.of(row).value for row in _ratios_like(total, rows) if row.value == total.printed), None)


def _wholes_seen(total: PrintedTotal, rows: list, shown: ShownRows) -> set[str]:
    """What a reader sees anyway of all that the rows of the total's unit are, or add up to."""
    rows = [row for row in rows if row.is_in(total.unit or None) and row.is_about_people]
    texts = [shown.total(row) for row in rows] + [shown.of(row).value for row in rows if row.is_whole]
    return {text for text in texts if parse(text) is not None}


def _tells_a_difference(total: PrintedTotal, rows: list, rule: Rule) -> bool:
    """Whether it differs by a small number from the people who are counted in all, or from what parts of them add up
    to: 60 printed, beside 30 and 27, says that 3 are neither. Of shares and rates, from that of the whole at all."""
    if not rule.hides or total.printed is None:
        return False
    ratios = _ratios_like(total, rows)
    known = {number for family in families_of(rows, hides=True) for number in _counted_in_all(family)}
    is_close = any(rule.is_small(total.printed - number) for number in known - {total.printed})
    return is_close if _may_be_count(total, rows) else bool(ratios)


def _may_be_count(total: PrintedTotal, rows: list) -> bool:
    return unit_named(total.unit).is_count if total.unit else any(row.in_unit.is_count for row in rows)


def _ratios_like(total: PrintedTotal, rows: list) -> list:
    """Shares and rates of the whole, in the total's unit."""
    ratios = [row for row in rows if row.is_whole and row.is_in(total.unit or None) and not row.in_unit.is_count]
    return [row for row in ratios if row.is_about_people]


def _counted_in_all(family: Family) -> list[Decimal]:
    """The numbers of people that a reader may take for all of them."""
    people = set(family.people)
    numbers = [number_of(row) for row in people if family.is_whole(row)]
    numbers += [added(one.parts) for one in family.sums if one.parts[0] in people]
    return [number for number in numbers if number is not None]
