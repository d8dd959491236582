"""Hides small numbers, and with them whatever would give them away.

A count below the rule's threshold is hidden. Others are hidden with it until a reader who knows the rule cannot tell
which of the small numbers it is: not from the total, not from the parts beside it, not from a share and not from a
remainder that is printed nowhere ("56 of 57" gives away 1). A figure that its owner has published is shown, and the
reader is taken to know it.
"""

from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from core.disclosure.groups import Count, Group, Ratio, Shown, ShownRatio
from core.disclosure.overlaps import overlapping
from core.disclosure.rules import Rule
from core.formatting.numbers import decimals, plain
from core.formatting.units import unit_named

TOTAL = -1


def protect(figures: Group | Ratio, rule: Rule) -> Shown | ShownRatio:
    """What may be shown of the figures under the rule: the one way in which a count leaves the records."""
    if isinstance(figures, Ratio):
        return _ratio(figures, rule)
    hidden = _hidden(figures, rule)
    return Shown(
        parts=tuple(_text(part, place in hidden, rule) for place, part in enumerate(figures.parts)),
        total=_text(figures.total, TOTAL in hidden, rule) if figures.total else None,
        percents=tuple(_percent(place, figures, hidden, rule) for place in range(len(figures.parts))),
    )


def _hidden(group: Group, rule: Rule) -> set[int]:
    """Places of the parts that are hidden, and `TOTAL` where the total is."""
    total = group.known_total
    if group.population is not None and group.population < rule.min_population:
        return _not_published(group)
    hidden = {
        place
        for place, part in enumerate(group.parts)
        if (part.hidden or _is_small(part, group, rule)) and not part.published
    }
    if total and (total.hidden or rule.is_small(total.value)) and not total.published:
        hidden.add(TOTAL)
    while rule.secondary and not _is_safe(group, hidden, rule):
        if (more := _next_to_hide(group, hidden)) is None:
            break
        hidden.add(more)
    if rule.secondary and (group.remainder or 0) < 0:
        more = overlapping(group, hidden, rule)
        return hidden | (more if more is not None else set() if total.published else {TOTAL})
    return hidden


def _not_published(group: Group) -> set[int]:
    hidden = {place for place, part in enumerate(group.parts) if not part.published}
    return hidden | (set() if group.total and group.total.published else {TOTAL})


def _is_small(part: Count, group: Group, rule: Rule) -> bool:
    """Small itself, or all but a small number in a group whose parts overlap."""
    if rule.is_small(part.value):
        return True
    if not rule.secondary or part.value is None or (rest := group.remainder) is None or rest >= 0:
        return False
    others = group.total.value - part.value
    return others >= 0 and rule.is_small(others)


def _is_safe(group: Group, hidden: set[int], rule: Rule) -> bool:
    """Whether each small number that is not shown may, for all the reader sees, still be any of the small numbers."""
    total, rest = group.known_total, group.remainder
    if total and total.hidden and hidden == {TOTAL} and (group.exhaustive or rest == 0):
        return False  # whoever adds up the parts has it again
    if total is None or total.value is None or TOTAL in hidden or any(part.value is None for part in group.parts):
        return True  # nothing to subtract from, or a term that nobody knows
    if rest is not None and rest < 0:
        return True  # the parts overlap: `overlapping` asks which of them subtract
    if len(hidden) == 1 and not rest and not rule.rounds:
        return False  # the others leave just that number of the total, which is hidden for something that it tells
    unseen = [group.parts[place].value for place in hidden] + ([] if rest is None else [rest])
    if not any(rule.is_small(value) for value in unseen):
        return True
    low, high = _left_over(group, total, hidden, rule)
    if len(unseen) == 1:
        return low <= rule.least and high >= rule.most
    return high - rule.least * (len(unseen) - 1) >= rule.most


def _left_over(group: Group, total: Count, hidden: set[int], rule: Rule) -> tuple[Decimal, Decimal]:
    """The least and the most that all unseen numbers may add up to, for somebody who sees the others."""
    low, high = _span(total, rule)
    for place, part in enumerate(group.parts):
        if place not in hidden:
            least, most = _span(part, rule)
            low, high = low - most, high - least
    return low, high


def _span(count: Count, rule: Rule) -> tuple[Decimal, Decimal]:
    """Between which numbers a count lies, for somebody who sees it rounded."""
    if count.published or not rule.rounds or count.value == 0:
        return count.value, count.value
    shown, below = _rounded(count.value, rule), (Decimal(rule.round_to) / 2).to_integral_value(ROUND_FLOOR)
    return max(shown - below, Decimal(rule.threshold)), shown + rule.round_to - 1 - below


def _next_to_hide(group: Group, hidden: set[int]) -> int | None:
    """The smallest count that may still be hidden, then the total; None where everything else is public."""
    parts = [
        (part.value, place)
        for place, part in enumerate(group.parts)
        if place not in hidden and not part.published and part.value
    ]
    if parts:
        return min(parts)[1]
    return None if group.known_total.published or TOTAL in hidden else TOTAL


def _text(count: Count, is_hidden: bool, rule: Rule) -> str | None:
    if count.value is None:
        return None
    if is_hidden:
        return rule.symbol
    return plain(_to_show(count, rule))


def _to_show(count: Count, rule: Rule) -> Decimal:
    return count.value if count.published or not rule.rounds else _rounded(count.value, rule)


def _percent(place: int, group: Group, hidden: set[int], rule: Rule) -> str | None:
    part, total = group.parts[place], group.known_total
    if part.percent is None or part.percent_published:
        return plain(part.percent)
    if place in hidden or TOTAL in hidden:
        return rule.symbol
    if total is not None and total.value is not None and total.value < rule.percent_min_denominator:
        return rule.symbol
    return plain(_to_places(_share_to_show(part, total, rule), rule))


def _share_to_show(part: Count, total: Count | None, rule: Rule) -> Decimal:
    """The share itself; where counts are rounded, the share of the rounded ones, which tells nothing that they do
    not."""
    if not (total and total.value and part.value is not None):
        return part.percent
    if rule.rounds:
        return min(Decimal(100), _to_show(part, rule) * 100 / _to_show(total, rule))
    return part.percent if rule.percent_places is None else _before_rounding(part, total)


def _before_rounding(part: Count, total: Count) -> Decimal:
    """The share as its terms give it, so that one kept to a decimal is not rounded twice: 154 of 561, kept as 27.5%,
    is 27% and not 28%. Where the terms do not give what is kept, what is kept."""
    exact = part.value * 100 / total.value
    return exact if _is_rounded_to(exact, part.percent) else part.percent


def _is_rounded_to(exact: Decimal, kept: Decimal) -> bool:
    return abs(exact - kept) <= Decimal(1).scaleb(-decimals(kept)) / 2


def _ratio(ratio: Ratio, rule: Rule) -> ShownRatio:
    if ratio.published:
        return ShownRatio(plain(ratio.value), plain(ratio.numerator), plain(ratio.denominator))
    return _percentage(ratio, rule) if unit_named(ratio.unit).is_part_of_whole else _rate(ratio, rule)


def _percentage(ratio: Ratio, rule: Rule) -> ShownRatio:
    """A share of people: those who are not in it are protected as well."""
    numerator, denominator = _both_terms(ratio)
    if numerator is None:
        return ShownRatio(plain(_to_places(ratio.value, rule)), None, _alone(ratio.denominator, rule))
    total = Count(denominator) if denominator is not None else None
    shown = protect(Group((Count(numerator, percent=ratio.value),), total, exhaustive=False), rule)
    return ShownRatio(
        value=shown.percents[0],
        numerator=shown.parts[0] if ratio.numerator is not None else None,
        denominator=shown.total if ratio.denominator is not None else None,
    )


def _both_terms(ratio: Ratio) -> tuple[Decimal | None, Decimal | None]:
    """Numerator and denominator; where one is not recorded, what the reader can work out for it."""
    numerator, denominator, value = ratio.numerator, ratio.denominator, ratio.value
    if numerator is None and denominator is not None and value is not None:
        numerator = (denominator * value / 100).to_integral_value(ROUND_HALF_UP)
    if denominator is None and numerator is not None and value:
        denominator = (numerator * 100 / value).to_integral_value(ROUND_HALF_UP)
    return numerator, denominator


def _rate(ratio: Ratio, rule: Rule) -> ShownRatio:
    """A rate for a population, or a mean: hidden where either of its terms is a small count."""
    is_population = unit_named(ratio.unit).is_of_population
    base, counted = ratio.denominator, ratio.numerator
    if counted is None and is_population and base is not None and ratio.value is not None:
        # A reader who knows the population works it out.
        counted = (ratio.value * base / unit_named(ratio.unit).per).to_integral_value(ROUND_HALF_UP)
    too_few = base is not None and base < (rule.min_population if is_population else rule.percent_min_denominator)
    base_is_small = not is_population and rule.is_small(base)
    if rule.is_small(counted) or too_few or base_is_small:
        kept = plain(base) if is_population else _alone(base, rule)
        numerator = rule.symbol if ratio.numerator is not None else None
        return ShownRatio(rule.symbol if ratio.value is not None else None, numerator, kept)
    value = _of_rounded(ratio, counted, rule) if rule.rounds else ratio.value
    return ShownRatio(plain(value), _alone(ratio.numerator, rule), plain(base) if is_population else _alone(base, rule))


def _of_rounded(ratio: Ratio, counted: Decimal | None, rule: Rule) -> Decimal | None:
    """A rate or a mean as the rounded counts give it, which tells nothing that they do not; what is kept where it is
    not known of whom it was counted, and a mean that its terms do not give."""
    value, base, unit = ratio.value, ratio.denominator, unit_named(ratio.unit)
    if value is None or not counted:
        return value
    if unit.is_of_population:
        shown = _rounded(counted, rule) * unit.per / base if base else value * _rounded(counted, rule) / counted
    elif base and _is_rounded_to(counted / base, value):
        shown = _rounded(counted, rule) / _rounded(base, rule)
    else:
        return value
    # Not to as many places as are kept: those would tell something of the number that is kept.
    return shown.quantize(Decimal("0.1") if shown >= 1 else Decimal("0.01"), ROUND_HALF_UP)


def _alone(value: Decimal | None, rule: Rule) -> str | None:
    """A count with nothing beside it."""
    return _text(Count(value), rule.is_small(value), rule)


def _to_places(value: Decimal | None, rule: Rule) -> Decimal | None:
    if value is None or rule.percent_places is None:
        return value
    return value.quantize(Decimal(1).scaleb(-rule.percent_places), ROUND_HALF_UP)


def _rounded(value: Decimal, rule: Rule) -> Decimal:
    return (value / rule.round_to).to_integral_value(ROUND_HALF_UP) * rule.round_to
