"""One family as a rule lets it be shown: what adds up, then shares and rates, then whatever says the same."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from core.disclosure import Count, Group, Ratio, Rule, protect, rules
from core.formatting.numbers import plain
from core.formatting.units import unit_named
from indicators.suppression.families import AS_ONE, Family, Sum
from indicators.suppression.numbers import number_of
from indicators.suppression.ratios import NONE, Ratios, is_ratio_of, known_terms, make_all_of, some_of, terms_of
from indicators.suppression.shown import ShownRows, ShownValue
from indicators.wholes import are_of_one_whole


def shown_alone(number: Decimal | None, unit: str, rule: Rule) -> str | None:
    """A number with nothing of its own kind beside it."""
    if not unit_named(unit).is_count:
        return plain(number)
    return protect(Group((Count(number),), exhaustive=False), rule).parts[0]


def rule_of_row(row, rule: Rule) -> Rule:
    """The rule itself for figures about people, and for others one that hides nothing."""
    return rule if not rule.hides or row.is_about_people else rules()["none"]


def show_family(family: Family, rule: Rule, shown: ShownRows) -> None:
    show_sums(family, rule, shown)
    for row in family.counts:
        shown.tell(row, _alone(row, rule, shown), rule)
    counted = {key for key, parts in family.shares.items() if _show_counted_shares(family, parts, rule, shown)}
    ratios = Ratios(family)
    for row in family.rows:
        if row.pk not in shown.rows:
            shown.rows[row.pk] = _ratio(row, ratios, rule, shown)
    for key, parts in family.shares.items():
        if key not in counted:
            _hide_a_second(parts, rule, shown)
        _total_shares(family, key, parts, rule, shown)
    if rule.symbol:
        for rows in family.by_part.values():
            _hide_alike(rows, rule, shown)


def show_sums(family: Family, rule: Rule, shown: ShownRows) -> None:
    for one in family.sums:
        _add_up(family, one, rule, shown)
    _hide_close_sums(family, rule, shown)


def _add_up(family: Family, one: Sum, rule: Rule, shown: ShownRows) -> None:
    """Counts beside the total that they make or are taken from."""
    rule, whole = rule_of_row(one.parts[0], rule), one.whole
    told = shown.told_hidden(one.parts, rule) if one.is_as_one else set()
    counts = tuple(
        Count(number_of(row), row.is_published, hidden=row.pk in shown.hidden or row.pk in told) for row in one.parts
    )
    is_hidden = sum_key(family, one) in shown.hidden or bool(whole and whole.pk in shown.hidden)
    is_public = whole.is_published if whole else all(count.published for count in counts)
    total = Count(one.total, is_public, hidden=is_hidden) if whole or one.total is not None else None
    found = protect(Group(counts, total, one.is_all), rule)
    for row, text in zip(one.parts, found.parts, strict=True):
        shown.tell(row, text, rule)
    if one.printed is not None:
        shown.totals[family.key, *one.printed] = found.total
    if total and found.total == rule.symbol and rule.symbol:
        shown.withheld.add(sum_key(family, one))
    if whole and found.total == rule.symbol and rule.symbol and not whole.is_published:
        shown.tell(whole, rule.symbol, rule)


def sum_key(family: Family, one: Sum) -> tuple:
    """One key for all sums of the family's people that are the same number, whichever breakdown gives it."""
    is_people = family.hides and one.parts[0].is_about_people
    return family.key, one.total if is_people else one.printed


def _hide_close_sums(family: Family, rule: Rule, shown: ShownRows) -> None:
    """A sum of parts that are said to be all there is, where it lacks a small number of another such sum, or of what
    may be the whole of them."""
    if not rule.secondary or rule.rounds:
        return
    printed = [one for one in family.sums if one.printed and one.total and rule_of_row(one.parts[0], rule).hides]
    sums, by_parts = {one.total: one for one in printed}, {one.parts: one for one in printed}
    numbers = sorted(number for number in sums if sum_key(family, sums[number]) not in shown.hidden)
    close = [sums[less] for less, more in pairwise(numbers) if rule.is_small(more - less)]
    for one in family.sums:
        less = by_parts.get(one.parts)
        if less and one.whole and not shown.hides(one.whole) and (one.total or 0) > less.total:
            close += [less] if rule.is_small(one.total - less.total) else []
    shown.withheld |= {sum_key(family, one) for one in close}


def _alone(row, rule: Rule, shown: ShownRows) -> str | None:
    count = Count(number_of(row), row.is_published, hidden=row.pk in shown.hidden)
    return protect(Group((count,), exhaustive=False), rule_of_row(row, rule)).parts[0]


def _show_counted_shares(family: Family, parts: list, rule: Rule, shown: ShownRows) -> bool:
    """Shares that make up 100, where it is known what they were counted from, or a reader can work it out: whether they
    are so, and told by their counts. Those that name different wholes are each judged by their own."""
    wholes = {whole for row in parts if (whole := known_terms(row)[1]) is not None}
    wholes = wholes or {family.whole if family.headcount is None else family.headcount}
    whole = next(iter(wholes))
    is_known = all(terms_of(row)[0] is not None or row.value is not None for row in parts)
    if not rule.hides or len(wholes) > 1 or whole is None or not is_known:
        return False
    rule = rule_of_row(parts[0], rule)
    counts = tuple(
        Count(_counted(row, whole), row.is_published, row.value, row.is_published, hidden=row.pk in shown.hidden)
        for row in parts
    )
    total = Count(whole, all(row.is_published for row in parts))
    found = protect(Group(counts, total, make_all_of(parts, whole)), rule)
    for row, count, share in zip(parts, found.parts, found.percents, strict=True):
        numerator, denominator = terms_of(row)
        told = (numerator is not None and count) or None, (denominator is not None and found.total) or None
        shown.rows[row.pk] = ShownValue(share, *told)
    return True


def _counted(row, whole: Decimal) -> Decimal:
    """From how many a share was counted, as far as its source says so; else about how many they were."""
    numerator, _ = terms_of(row)
    return numerator if numerator is not None else some_of(row.value, whole)


def _ratio(row, ratios: Ratios, rule: Rule, shown: ShownRows) -> ShownValue:
    """A share, a rate or a size: hidden where one way of working it back gives a small number."""
    rule, own = rule_of_row(row, rule), terms_of(row)
    readings = ratios.readings(row) if rule.hides else [Ratio(row.value, row.unit, *own, row.is_published)]
    found, *others = (protect(one, rule) for one in readings)
    hides = shown.hides(row) or (rule.symbol and rule.symbol in (one.value for one in others))
    hides = hides or _may_be_of_few(row, ratios, rule, shown)
    if (hides and found.value != rule.symbol) or shown.hides_whole(row):
        return ShownValue(rule.symbol)
    told = (found.numerator, found.denominator)
    return ShownValue(found.value, *(text if term is not None else None for text, term in zip(told, own, strict=True)))


def _may_be_of_few(row, ratios: Ratios, rule: Rule, shown: ShownRows) -> bool:
    """Whether the share may be of people who are shown beside it, and is a small number of them or all but one; or the
    ratio of so few."""
    if rule.hides and not row.is_published and (beside := ratios.beside_a_ratio(row)):
        many, few = [one for one in beside if not rule.is_small(one)], range(1, rule.threshold)
        return any(is_ratio_of(row.value, number, some) for number in many for some in few)
    seen = [other for other in ratios.may_be_of(row) if rule.hides and shown.rows[other.pk].value != rule.symbol]
    numbers = [(number_of(other), some_of(row.value, number_of(other))) for other in seen]
    return any(rule.is_small(some) or (rule.secondary and rule.is_small(whole - some)) for whole, some in numbers)


def _hide_a_second(parts: list, rule: Rule, shown: ShownRows) -> None:
    """Of shares that make up 100, one that is hidden alone is what the others leave of it."""
    others = [row for row in parts if shown.rows[row.pk].value != rule.symbol and not row.is_published and row.value]
    if rule.symbol and others and len(_hidden(parts, rule, shown)) == 1:
        _hide([min(others, key=lambda row: row.value)], rule, shown)


def _total_shares(family: Family, key: tuple, parts: list, rule: Rule, shown: ShownRows) -> None:
    """The sum of shares of one breakdown that are said to make up 100, where all of them are shown as they are. None of
    shares of different wholes."""
    unit, name, run = key
    is_one = run in (0, AS_ONE)
    texts = [shown.rows[row.pk].value for row in parts if row.value is not None]
    if texts and rule.symbol not in texts and is_one and are_of_one_whole(map(known_terms, parts)):
        shown.totals[family.key, unit, name] = plain(sum(Decimal(text) for text in texts))


def _hide_alike(rows: list, rule: Rule, shown: ShownRows) -> None:
    """Of one part: the count beside a hidden share or rate, the same number in another unit, and then every share and
    rate of a hidden count, and rates of the same people."""
    counts = [row for row in rows if row.counts_people]
    ratios = [row for row in rows if not row.in_unit.is_count]
    given = {terms_of(row)[0] for row in _hidden(ratios, rule, shown) if not row.in_unit.of_two}
    _hide((row for row in counts if None in given or number_of(row) in given), rule, shown)
    numbers = {number_of(row) for row in _hidden(counts, rule, shown)}
    _hide((row for row in counts if number_of(row) in numbers), rule, shown)
    _hide((row for row in ratios if numbers and terms_of(row)[0] in (None, *numbers)), rule, shown)
    rates = [row for row in ratios if row.in_unit.is_of_population]
    if any(_hidden(rates, rule, shown)):
        _hide((row for row in rates if terms_of(row) == NONE), rule, shown)


def hide_what_gives_the_whole(family: Family, rule: Rule, shown: ShownRows) -> None:
    """Shares of counted parts beside a whole that is hidden: 57 and 95% say that it is 60. To be asked last, when it is
    settled which counts are shown."""
    wholes = [row for row in family.people if family.is_whole(row)] or family.only_unnamed
    is_sum_hidden = any(sum_key(family, one) in shown.hidden for one in family.sums if one.is_all)
    if not rule.symbol or not (is_sum_hidden or _hidden(wholes, rule, shown)):
        return
    counted = {row.part for row in family.people if shown.rows[row.pk].value != rule.symbol}
    shares = [row for row in family.rows if row.in_unit.is_part_of_whole and not family.is_whole(row)]
    found = [row for row in shares if row.part in counted or terms_of(row)[0] is not None]
    _hide(found, rule, shown)
    shown.hidden |= {row.pk for row in found}


def mark_hidden_terms(family: Family, rule: Rule, shown: ShownRows) -> None:
    """What a hidden share or rate was counted from is hidden with it, and marked so. To be asked last."""
    for row in family.rows:
        one, own = shown.of(row), terms_of(row)
        if rule.symbol and one.value == rule.symbol and not row.in_unit.is_count:
            told = zip((one.numerator, one.denominator), own, strict=True)
            terms = [rule.symbol if text is None and term is not None else text for text, term in told]
            shown.rows[row.pk] = replace(one, numerator=terms[0], denominator=terms[1])


def _hidden(rows: Iterable, rule: Rule, shown: ShownRows) -> list:
    return [row for row in rows if shown.rows[row.pk].value == rule.symbol]


def _hide(rows: Iterable, rule: Rule, shown: ShownRows) -> None:
    for row in rows:
        if not row.is_published and shown.rows[row.pk].value != rule.symbol:
            shown.rows[row.pk] = ShownValue(rule.symbol)
