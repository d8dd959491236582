"""What a reader can work out across periods, and across the rules by which a figure has been shown: docs/adr/0024.

A number that one of the equations would give away is hidden, and then whatever would give that away, until nothing
more has to be hidden. So a figure looks the same wherever it is shown.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, groupby

from core.disclosure import Count, Group, Rule, protect
from indicators.suppression.differences import hidden_by_differences
from indicators.suppression.elsewhere import with_populations, with_populations_of_parts
from indicators.suppression.families import Family, families_of, number_of
from indicators.suppression.implied import Implied, with_implied
from indicators.suppression.left_out import LeftOut, left_out_of
from indicators.suppression.parts import by_category
from indicators.suppression.previous import with_previous
from indicators.suppression.ratios import with_steps
from indicators.suppression.showing import (
    hide_what_gives_the_whole,
    mark_hidden_terms,
    show_family,
    show_sums,
)
from indicators.suppression.shown import ShownRows, shown_rule, whole_key
from indicators.suppression.spans import Span, added_up, spans_of
from indicators.suppression.stated import with_stated
from indicators.suppression.terms import families_of_terms, terms_in
from indicators.suppression.together import Equation, equations_of, told_by_all


@dataclass(frozen=True)
class Ruled:
    """A rule with all that has been shown by it; `stated` are its families with what others say of them, and `told`
    those of them of which anything is said."""

    rule: Rule
    families: list[Family]
    stated: list[Family]
    told: list[Family]
    terms: list[Family]
    spans: list[Span]
    implied: list[Implied]
    left_out: list[LeftOut]
    equations: list[Equation]


def settled(
    rows: Iterable,
    rule: Rule,
    large: Callable[[Decimal], Iterable],
    of_all_periods: Callable[[set], Iterable] = lambda about: (),
) -> ShownRows:
    """All rows as they may be shown; they hold whatever a reader could work one of them out from, but for populations
    that others name: where those may lack, `large` gives all rows that count so many people or are of so many, and
    `of_all_periods` those of indicators or topics."""
    rows = sorted(rows, key=lambda row: (row.period, str(row.pk)))
    hides = rule.hides or any(rule.also(period) for period in {row.period for row in rows})
    families = families_of(by_category(rows), hides=hides)
    if not hides:
        return with_previous(families, rule, _by_rule(families, rule, frozenset()))
    families = with_populations_of_parts(with_populations(with_steps(families), of_all_periods), large)
    ruled = _ruled(families, rule)
    hidden = frozenset().union(*(hidden_by_differences(family, one.rule) for one in ruled for family in one.stated))
    while True:
        found = [_by_rule(one.families, one.rule, hidden) for one in ruled]
        more = hidden.union(*map(_hidden_by, found), *(_across(one, hidden) for one in ruled))
        if more == hidden:
            more = hidden.union(*(told_by_all(one.equations, hidden, one.rule) for one in ruled))
        if more == hidden:
            is_only_rule = rule.hides and len(found) == 1
            shown = found[0] if is_only_rule else _by_rule(families, rule, hidden)
            for family in families:
                now = shown_rule(rule, family.period)
                hide_what_gives_the_whole(family, now, shown)
                mark_hidden_terms(family, now, shown)
            return with_previous(families, rule, shown)
        hidden = more


def _ruled(families: list[Family], rule: Rule) -> list[Ruled]:
    """Each rule with what has been shown by it."""
    real = {family.key: family for family in families}
    found: dict[str, tuple[Rule, list[Family]]] = {}
    for period, listed in groupby(with_stated(families), key=lambda family: family.period):
        listed = list(listed)
        for one in (rule, *rule.also(period)):
            if one.hides:
                found.setdefault(one.code, (one, []))[1].extend(listed)
    return [
        _with_sums(one, [real[family.key] for family in listed if family.key in real], listed)
        for one, listed in found.values()
    ]


def _with_sums(rule: Rule, families: list[Family], stated: list[Family]) -> Ruled:
    counts = [row for family in stated for row in (*family.people, *added_up(family))]
    left_out = left_out_of(stated)
    stated, implied = with_implied(stated)
    listed = [(family, terms_in(family)) for family in stated]
    terms = [one for family, of in listed for one in families_of_terms(family, of)]
    all_terms = [term for _, of in listed for term in of]
    spans = spans_of(chain(counts, all_terms))
    sums = [*(span.rows for span in spans if span.is_all), *(rows for one in implied for rows in one.sums)]
    there = {family.key: family for family in families}
    told = [family for family in stated if family is not there.get(family.key)]
    equations = equations_of([*stated, *terms], sums, all_terms)
    return Ruled(rule, families, stated, told, terms, spans, implied, left_out, equations)


def _by_rule(families: list[Family], rule: Rule, hidden: frozenset) -> ShownRows:
    shown = ShownRows(hidden=hidden)
    held: dict[str, Rule] = {}
    for family in families:
        now = shown_rule(rule, family.period)
        held.setdefault(now.code, now)
        show_family(family, now, shown)
    shown.rules = tuple(held.values())
    return shown


def _hidden_by(shown: ShownRows) -> set:
    symbols = {rule.symbol for rule in shown.rules if rule.symbol}
    rows = {key for key, one in shown.rows.items() if one.value in symbols or one.numerator in symbols}
    wholes = {whole_key(key) for key, one in shown.rows.items() if one.denominator in symbols}
    return rows | wholes | shown.withheld


def _across(ruled: Ruled, hidden: frozenset) -> set:
    """Numbers that another period tells: what it says of the one before, and the quarters of a year."""
    hidden |= {one.pk for one in ruled.implied if not one.is_told(hidden)}
    beside = ShownRows(hidden=hidden)
    for family in ruled.told:
        show_family(family, ruled.rule, beside)
    for family in ruled.terms:
        show_sums(family, ruled.rule, beside)
    found = set(hidden).union(key for key, one in beside.rows.items() if one.value == ruled.rule.symbol)
    for span in ruled.spans:
        counts = [Count(number_of(row), row.is_published, hidden=row.pk in found) for row in span.rows]
        shown = protect(Group(tuple(counts[1:]), counts[0], span.is_all), ruled.rule)
        texts = zip(span.rows, (shown.total, *shown.parts), strict=True)
        found.update(row.pk for row, text in texts if text == ruled.rule.symbol)
    found |= set().union(*(one.to_hide(found) for one in ruled.implied if one.pk in found))
    return found.union(*(one.to_hide(found, ruled.rule) for one in ruled.left_out))
