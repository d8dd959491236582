"""The figures of one indicator or topic and one period, which say something about one another."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from assurance.models import IndicatorValue, Measure
from assurance.suppression.shown import ShownRows, ShownValue
from core.blocks import plain
from core.suppression import Count, Group, Ratio, Rule, protect, rules
from core.units import unit_named


def shown_alone(number: Decimal | None, unit: str, rule: Rule) -> str | None:
    """A number with nothing of its own kind beside it."""
    if not unit_named(unit).is_count:
        return plain(number)
    return protect(Group((Count(number),), exhaustive=False), rule).parts[0]


def rule_of_row(row, rule: Rule) -> Rule:
    """The rule itself for figures about people, and for others one that hides nothing."""
    return rule if not rule.hides or row.is_about_people else rules()["none"]


def show_topic(family, rows: list[Measure], rule: Rule, shown: ShownRows) -> None:
    counts = [row for row in rows if row.in_unit.is_count]
    parts = [row for row in counts if row.is_exhaustive]
    for unit in {row.unit for row in parts}:
        _add_up(family, [row for row in parts if row.unit == unit], None, rule, shown)
    for row in rows:
        if row.pk not in shown.rows:
            shown.rows[row.pk] = ShownValue(
                _alone(row, rule, shown) if row in counts else _ratio(row, rule, shown).value
            )
    _total_shares(family, rows, rule, shown)
    _hide_alike(rows, lambda row: row.category, rule, shown)


def show_indicator(family, rows: list[IndicatorValue], rule: Rule, shown: ShownRows) -> None:
    counts = [row for row in rows if row.in_unit.is_count]
    for unit in {row.unit for row in counts}:
        whole = next((row for row in counts if row.unit == unit and not row.breakdown), None)
        parts = [row for row in counts if row.unit == unit and row.breakdown]
        if parts:
            _add_up(family, parts, whole, rule, shown)
        elif whole:
            shown.rows[whole.pk] = ShownValue(_alone(whole, rule, shown))
    _show_counted_shares(family, rows, rule, shown)
    for row in rows:
        if row.pk not in shown.rows:
            shown.rows[row.pk] = _ratio(row, rule, shown, _headcount(rows) if rule.hides and row.unit == "%" else None)
    _total_shares(family, rows, rule, shown)
    _hide_alike(rows, lambda row: row.breakdown, rule, shown)


def _add_up(family, parts: list, whole, rule: Rule, shown: ShownRows) -> None:
    """Counts of one unit beside the total that they make or are taken from."""
    rule = rule_of_row(parts[0], rule)
    exhaustive = all(row.is_exhaustive for row in parts)
    counts = tuple(Count(number_of(row), row.is_published, hidden=row.pk in shown.hidden) for row in parts)
    hides_total = (family, parts[0].unit) in shown.hidden or bool(whole and whole.pk in shown.hidden)
    total = Count(number_of(whole), whole.is_published, hidden=hides_total) if whole else None
    if exhaustive and all(count.value is not None for count in counts):
        # Pages print the sum of the parts, even where the source prints another total.
        is_public = whole.is_published if whole else all(count.published for count in counts)
        total = Count(sum(count.value for count in counts), is_public, hidden=hides_total)
    found = protect(Group(counts, total, exhaustive), rule)
    shown.rows |= {row.pk: ShownValue(text) for row, text in zip(parts, found.parts, strict=True)}
    if exhaustive:
        shown.totals[family, parts[0].unit] = found.total
    if whole:
        is_hidden = found.total == rule.symbol and not whole.is_published
        shown.rows[whole.pk] = ShownValue(rule.symbol if is_hidden and rule.symbol else _alone(whole, rule, shown))


def _show_counted_shares(family, rows: list[IndicatorValue], rule: Rule, shown: ShownRows) -> None:
    """Shares that make up 100, where it is known what they were counted from, or a reader can work it out."""
    parts = [row for row in rows if row.unit == "%" and row.breakdown and row.is_exhaustive]
    if not parts or not rule.hides:
        return
    whole = next((row.denominator for row in parts if row.denominator is not None), _headcount(rows))
    if whole is None or any(row.numerator is None and row.value is None for row in parts):
        return
    rule = rule_of_row(parts[0], rule)
    counts = tuple(
        Count(_counted(row, whole), row.is_published, row.value, row.is_published, hidden=row.pk in shown.hidden)
        for row in parts
    )
    found = protect(Group(counts, Count(whole, all(row.is_published for row in parts))), rule)
    for row, count, share in zip(parts, found.parts, found.percents, strict=True):
        told = (row.numerator is not None and count) or None, (row.denominator is not None and found.total) or None
        shown.rows[row.pk] = ShownValue(share, *told)


def _counted(row: IndicatorValue, whole: Decimal) -> Decimal:
    """From how many a share was counted, as far as its source says so; else about how many they were."""
    return row.numerator if row.numerator is not None else (row.value * whole / 100).to_integral_value(ROUND_HALF_UP)


def _headcount(rows: list[IndicatorValue]) -> Decimal | None:
    """How many people the indicator counts in all, of whom its shares may be taken."""
    return next((number_of(row) for row in rows if row.counts_people and not row.breakdown), None)


def _total_shares(family, rows: list, rule: Rule, shown: ShownRows) -> None:
    """The sum of shares that are said to make up 100, where all of them are shown as they are."""
    parts = [row for row in rows if row.unit == "%" and row.is_exhaustive and row.value is not None]
    texts = [shown.rows[row.pk].value for row in parts]
    if parts and rule.symbol not in texts:
        shown.totals[family, "%"] = plain(sum(Decimal(text) for text in texts))


def _hide_alike(rows: list, what: Callable, rule: Rule, shown: ShownRows) -> None:
    """Hide the count beside a hidden share, then every rate and share of a hidden count."""
    if not rule.symbol:
        return
    for row in sorted(rows, key=lambda row: row.counts_people):
        if shown.rows[row.pk].value != rule.symbol:
            continue
        for other in rows:
            is_same = what(other) == what(row) and (_is_of(other, row) or _is_of(row, other))
            if is_same and not other.is_published and shown.rows[other.pk].value != rule.symbol:
                shown.rows[other.pk] = ShownValue(rule.symbol)


def _is_of(rate, count) -> bool:
    """Whether one is a rate or share that may have been worked out from the other, a count."""
    numerator = getattr(rate, "numerator", None)
    is_pair = count.counts_people and not rate.in_unit.is_count
    return is_pair and (numerator is None or numerator == number_of(count))


def show_previous(row: IndicatorValue, rules_held: list[Rule], *, is_hidden: bool) -> str | None:
    """What a row says of the period before: the same sort of number as its own, shown if every rule shows it."""
    held = [rule_of_row(row, rule) for rule in rules_held]
    texts = [_previous_alone(row, rule) for rule in held]
    hides = is_hidden or any(text == rule.symbol for text, rule in zip(texts, held, strict=True))
    return held[0].symbol if hides and held[0].symbol and not row.is_published else texts[0]


def _previous_alone(row: IndicatorValue, rule: Rule) -> str | None:
    if row.in_unit.is_count:
        return protect(Group((Count(row.previous, row.is_published),), exhaustive=False), rule).parts[0]
    # What it was counted from is not recorded; it was about as many as are now.
    ratio = Ratio(row.previous, row.unit, denominator=row.denominator, published=row.is_published)
    return protect(ratio, rule).value


def number_of(row) -> Decimal | None:
    return row.value if row.value is not None else getattr(row, "numerator", None)


def _alone(row, rule: Rule, shown: ShownRows) -> str | None:
    count = Count(number_of(row), row.is_published, hidden=row.pk in shown.hidden)
    return protect(Group((count,), exhaustive=False), rule_of_row(row, rule)).parts[0]


def _ratio(row, rule: Rule, shown: ShownRows, whole: Decimal | None = None) -> ShownValue:
    """A share or rate; a share that names no counts is judged as one of the `whole`."""
    counted = getattr(row, "numerator", None), getattr(row, "denominator", None)
    ratio = Ratio(
        value=row.value,
        unit=row.unit,
        numerator=counted[0],
        denominator=whole if counted == (None, None) else counted[1],
        published=row.is_published,
    )
    found = protect(ratio, rule_of_row(row, rule))
    if shown.hides(row) and found.value != rule.symbol:
        return ShownValue(rule.symbol)
    return ShownValue(found.value, found.numerator, found.denominator if counted[1] is not None else None)
