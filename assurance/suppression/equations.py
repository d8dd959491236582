"""What a reader can work out across periods, and across the rules by which a figure has been shown: docs/adr/0020.

A number that one of the equations would give away is hidden, and then whatever would give that away, until nothing
more has to be hidden. So a figure looks the same wherever it is shown.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from assurance.models import IndicatorValue
from assurance.periods import before, parts_of
from assurance.suppression.families import number_of, show_indicator, show_previous, show_topic
from assurance.suppression.shown import ShownRows, family_of
from core.suppression import Count, Group, Rule, protect

# So many quarters of four are enough to be taken from a year; one half of it may be a figure that only stands still.
ENOUGH = 3


def settled(rows: Iterable, rule: Rule) -> ShownRows:
    """All rows as they may be shown; they hold whatever a reader could work one of them out from."""
    rows = sorted(rows, key=lambda row: (str(family_of(row)), str(row.pk)))
    if not rule.hides and not any(rule.also(period) for period in {row.period for row in rows}):
        return _with_previous(rows, rule, _by_rule(rows, rule, frozenset()))
    hidden: frozenset = frozenset()
    while True:
        found = [_by_rule(part, one, hidden) for one, part in _rules_of(rows, rule)]
        more = hidden.union(*(_hidden_by(shown) for shown in found), _across_periods(rows, rule, hidden))
        if more == hidden:
            is_only_rule = rule.hides and len(found) == 1
            return _with_previous(rows, rule, found[0] if is_only_rule else _by_rule(rows, rule, hidden))
        hidden = more


def _rules_of(rows, rule: Rule) -> list[tuple[Rule, list]]:
    """Each rule with the rows that have been shown by it."""
    found: dict[str, tuple[Rule, list]] = {}
    for period, listed in groupby(sorted(rows, key=lambda row: row.period), key=lambda row: row.period):
        listed = list(listed)
        for one in (rule, *rule.also(period)):
            if one.hides:
                found.setdefault(one.code, (one, []))[1].extend(listed)
    return list(found.values())


def _by_rule(rows, rule: Rule, hidden: frozenset) -> ShownRows:
    shown = ShownRows(hidden=hidden)
    for family, found in groupby(sorted(rows, key=lambda row: str(family_of(row))), key=family_of):
        found = list(found)
        now = shown_rule(rule, found[0].period)
        shown.rules = tuple({one.code: one for one in (*shown.rules, now)}.values())
        show = show_indicator if isinstance(found[0], IndicatorValue) else show_topic
        show(family, found, now, shown)
    return shown


def shown_rule(rule: Rule, period: str) -> Rule:
    """The rule itself; where it hides nothing, the one that hid figures of the period before."""
    return rule if rule.hides else next(iter(rule.also(period)), rule)


def _hidden_by(shown: ShownRows) -> set:
    symbols = {rule.symbol for rule in shown.rules if rule.symbol}
    rows = {key for key, one in shown.rows.items() if one.value in symbols}
    return rows | {key for key, text in shown.totals.items() if text in symbols}


def _across_periods(rows, rule: Rule, hidden: frozenset) -> set:
    """Numbers of periods that make up another one: the quarters of a year give away the one that is hidden."""
    found = set()
    for one, part in _rules_of(rows, rule):
        for whole, parts, is_all in _sums(part):
            shown = protect(_group(whole, parts, is_all, hidden), one)
            texts = zip([whole, *parts], [shown.total, *shown.parts], strict=True)
            found |= {row.pk for row, text in texts if text == one.symbol}
    return found


def _sums(rows):
    """Each period with those that make it up, where they add up to it, and whether all are on record."""
    for by_period in _series(row for row in rows if row.counts_people and number_of(row) is not None).values():
        for period, whole in by_period.items():
            for names in parts_of(period):
                parts = [by_period[name] for name in names if name in by_period]
                rest = number_of(whole) - sum(number_of(part) for part in parts)
                if len(parts) == len(names) and rest == 0:
                    yield whole, parts, True
                elif len(parts) == len(names) - 1 >= ENOUGH and rest >= 0:
                    yield whole, parts, False


def _series(rows) -> dict[tuple, dict]:
    """The rows of each series and part by their period."""
    found: dict[tuple, dict] = defaultdict(dict)
    for row in rows:
        found[row.series, row.part][row.period] = row
    return found


def _group(whole, parts, is_all: bool, hidden: frozenset) -> Group:
    counts = [Count(number_of(row), row.is_published, hidden=row.pk in hidden) for row in (whole, *parts)]
    return Group(tuple(counts[1:]), counts[0], exhaustive=is_all)


def _with_previous(rows, rule: Rule, shown: ShownRows) -> ShownRows:
    """The rows, with what each says of the period before: hidden where that period's own number is."""
    series = _series(rows)
    for row in rows:
        if getattr(row, "previous", None) is not None:
            earlier = [series[row.series, row.part].get(period) for period in before(row.period)]
            is_hidden = any(one is not None and shown.hides(one) for one in earlier)
            rules = [shown_rule(rule, row.period), *rule.also(row.period)]
            text = show_previous(row, rules, is_hidden=is_hidden)
            shown.rows[row.pk] = replace(shown.of(row), previous=text)
    return shown
