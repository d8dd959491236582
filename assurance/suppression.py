"""Small numbers of a partnership: which rule it follows, and its figures as that rule lets them be shown.

Rows are never judged alone: what stands beside them on another page gives them away just as well. So whoever asks for
some rows gets them as they may be shown together with all others of the same indicator or topic and period.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from assurance.models import IndicatorValue, Measure
from core.blocks import plain
from core.preferences import value_of
from core.suppression import Count, Group, Ratio, Rule, protect, rules


@dataclass(frozen=True)
class ShownValue:
    """The numbers of one row as they may be shown: text, the rule's symbol, or None where there is none."""

    value: str | None
    numerator: str | None = None
    denominator: str | None = None
    previous: str | None = None


@dataclass
class ShownRows:
    """Rows as they may be shown, and the totals that their exhaustive parts give."""

    rows: dict = field(default_factory=dict)
    totals: dict = field(default_factory=dict)

    def of(self, row) -> ShownValue:
        return self.rows[row.pk]

    def total(self, row) -> str | None:
        """The total of the exhaustive parts that the row is one of; None where there is none to show."""
        return self.totals.get((_family(row), row.unit))


def rule_for(partnership, on: datetime.date | None = None) -> Rule:
    """The rule that a partnership follows on a day: its own choice for that day, or the portal's."""
    return rules()[value_of(partnership, "small_numbers", on)]


def rule_words(partnership, on: datetime.date | None = None) -> dict[str, str]:
    """What a report's snapshot says about its small numbers."""
    rule = rule_for(partnership, on)
    return {"symbol": rule.symbol, "says": rule.says}


def show_values(values: Iterable[IndicatorValue], rule: Rule) -> ShownRows:
    """Values of indicators as they may be shown; one query, for what belongs to them."""
    values = list(values)
    beside = IndicatorValue.objects.filter(
        indicator_id__in={one.indicator_id for one in values}, period__in={one.period for one in values}
    )
    return _shown(beside, _show_indicator, rule)


def show_measures(measures: Iterable[Measure], rule: Rule) -> ShownRows:
    """Measures as they may be shown; one query, for what belongs to them."""
    measures = list(measures)
    beside = Measure.objects.filter(
        topic__in={one.topic for one in measures}, period__in={one.period for one in measures}
    )
    return _shown(beside, _show_topic, rule)


def show_families(values: Iterable[IndicatorValue], measures: Iterable[Measure], rule: Rule) -> ShownRows:
    """Rows as they may be shown, where the caller has every row of their families; no query."""
    shown = _shown(values, _show_indicator, rule)
    topics = _shown(measures, _show_topic, rule)
    return ShownRows(shown.rows | topics.rows, shown.totals | topics.totals)


def _family(row) -> tuple:
    """Rows of one family say something about one another."""
    about = row.indicator_id if isinstance(row, IndicatorValue) else row.topic
    return row.partnership_id, about, row.period


def _shown(rows, show: Callable, rule: Rule) -> ShownRows:
    shown = ShownRows()
    for family, found in groupby(sorted(rows, key=lambda row: (str(_family(row)), str(row.pk))), key=_family):
        show(family, list(found), rule, shown)
    return shown


def _rule_of(row, rule: Rule) -> Rule:
    """The rule itself for figures about people, and for others one that hides nothing."""
    return rule if not rule.hides or row.is_about_people else rules()["none"]


def _show_topic(family, rows: list[Measure], rule: Rule, shown: ShownRows) -> None:
    counts = [row for row in rows if row.in_unit.is_count]
    parts = [row for row in counts if row.is_exhaustive]
    for unit in {row.unit for row in parts}:
        _add_up(family, [row for row in parts if row.unit == unit], None, rule, shown)
    for row in rows:
        if row.pk not in shown.rows:
            shown.rows[row.pk] = ShownValue(_alone(row, rule) if row in counts else _ratio(row, rule).value)
    _total_shares(family, rows, rule, shown)
    _hide_alike(rows, lambda row: row.category, rule, shown)


def _show_indicator(family, rows: list[IndicatorValue], rule: Rule, shown: ShownRows) -> None:
    counts = [row for row in rows if row.in_unit.is_count]
    for unit in {row.unit for row in counts}:
        whole = next((row for row in counts if row.unit == unit and not row.breakdown), None)
        parts = [row for row in counts if row.unit == unit and row.breakdown]
        if parts:
            _add_up(family, parts, whole, rule, shown)
        elif whole:
            shown.rows[whole.pk] = ShownValue(_alone(whole, rule))
    _show_counted_shares(family, rows, rule, shown)
    for row in rows:
        if row.pk not in shown.rows:
            shown.rows[row.pk] = _ratio(row, rule)
    _total_shares(family, rows, rule, shown)
    _hide_alike(rows, lambda row: row.breakdown, rule, shown)
    for row in rows:
        shown.rows[row.pk] = _with_previous(row, shown.rows[row.pk], rule)


def _add_up(family, parts: list, whole, rule: Rule, shown: ShownRows) -> None:
    """Counts of one unit beside the total that they make or are taken from."""
    rule = _rule_of(parts[0], rule)
    exhaustive = all(row.is_exhaustive for row in parts)
    counts = tuple(Count(_number(row), row.is_published) for row in parts)
    total = Count(_number(whole), whole.is_published) if whole else None
    if exhaustive and all(count.value is not None for count in counts):
        # Pages print the sum of the parts, even where the source prints another total.
        is_public = whole.is_published if whole else all(count.published for count in counts)
        total = Count(sum(count.value for count in counts), is_public)
    found = protect(Group(counts, total, exhaustive), rule)
    shown.rows |= {row.pk: ShownValue(text) for row, text in zip(parts, found.parts, strict=True)}
    if exhaustive:
        shown.totals[family, parts[0].unit] = found.total
    if whole:
        is_hidden = found.total == rule.symbol and not whole.is_published
        shown.rows[whole.pk] = ShownValue(rule.symbol if is_hidden and rule.symbol else _alone(whole, rule))


def _show_counted_shares(family, rows: list[IndicatorValue], rule: Rule, shown: ShownRows) -> None:
    """Shares that make up 100, where it is known what they were counted from."""
    parts = [row for row in rows if row.unit == "%" and row.breakdown and row.is_exhaustive]
    if not parts or any(row.numerator is None or row.denominator is None for row in parts):
        return
    rule = _rule_of(parts[0], rule)
    counts = tuple(Count(row.numerator, row.is_published, row.value, row.is_published) for row in parts)
    found = protect(Group(counts, Count(parts[0].denominator, all(row.is_published for row in parts))), rule)
    for row, count, share in zip(parts, found.parts, found.percents, strict=True):
        shown.rows[row.pk] = ShownValue(share, count, found.total)


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
    return is_pair and (numerator is None or numerator == _number(count))


def _with_previous(row: IndicatorValue, now: ShownValue, rule: Rule) -> ShownValue:
    if row.previous is None:
        return now
    before = Count(row.previous, row.is_published)
    is_count = row.in_unit.is_count
    text = protect(Group((before,), exhaustive=False), _rule_of(row, rule)).parts[0] if is_count else None
    return ShownValue(now.value, now.numerator, now.denominator, text or plain(row.previous))


def _number(row) -> Decimal | None:
    return row.value if row.value is not None else getattr(row, "numerator", None)


def _alone(row, rule: Rule) -> str | None:
    group = Group((Count(_number(row), row.is_published),), exhaustive=False)
    return protect(group, _rule_of(row, rule)).parts[0]


def _ratio(row, rule: Rule) -> ShownValue:
    ratio = Ratio(
        value=row.value,
        unit=row.unit,
        numerator=getattr(row, "numerator", None),
        denominator=getattr(row, "denominator", None),
        published=row.is_published,
    )
    found = protect(ratio, _rule_of(row, rule))
    return ShownValue(found.value, found.numerator, found.denominator)
