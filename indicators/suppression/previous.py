"""What each figure says of the period before."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from decimal import Decimal

from core.disclosure import Count, Group, Ratio, Rule, protect
from core.formatting.numbers import parse
from indicators.periods import before
from indicators.suppression.families import Family, part_named
from indicators.suppression.numbers import number_of
from indicators.suppression.ratios import Ratios
from indicators.suppression.showing import rule_of_row
from indicators.suppression.shown import ShownRows, shown_rule
from indicators.suppression.stated import stated_key


@dataclass
class Earlier:
    """What of one part is hidden in one period: its units, its numbers of people, and whether a rate is."""

    units: set = field(default_factory=set)
    numbers: set = field(default_factory=set)
    rates: bool = False

    def add(self, row) -> None:
        self.units.add(row.unit)
        self.rates |= row.in_unit.is_of_population
        if row.counts_people:
            self.numbers.add(number_of(row))

    def gives(self, row) -> bool:
        """Whether what the row says of the period would tell what is hidden in it."""
        if row.unit in self.units or (self.rates and row.in_unit.is_of_population):
            return True
        return row.counts_people and row.previous in self.numbers


def with_previous(families: list[Family], rule: Rule, shown: ShownRows) -> ShownRows:
    """The rows, with what each says of the period before: hidden where that period's own number is."""
    hidden, ratios_by = _hidden(families, shown), _ratios(families)
    for family in families:
        ratios = Ratios(family)
        for row in family.rows:
            if getattr(row, "previous", None) is not None:
                earlier = [hidden.get((family.about, part_named(row), period)) for period in before(row.period)]
                is_hidden = any(one is not None and one.gives(row) for one in earlier) or _is_stated(row, shown)
                rules = [shown_rule(rule, row.period), *rule.also(row.period)]
                bases = [one.denominator for one in ratios.readings(row)]
                text = _previous(row, bases, rules, is_hidden=is_hidden)
                if not row.is_published and parse(text) is not None:
                    text = _as_shown_then(row, ratios_by, shown) or text
                shown.rows[row.pk] = replace(shown.of(row), previous=text)
    return shown


def _is_stated(row, shown: ShownRows) -> bool:
    """Whether it is hidden as the number of a part that has no other in the period before."""
    return row.counts_people and any(stated_key(row, period) in shown.hidden for period in before(row.period))


def _ratios(families: list[Family]) -> dict[tuple, object]:
    """Shares, rates and means by what they are of and when."""
    return {
        (family.about, part_named(row), row.grouped_by, row.unit, family.period): row
        for family in families
        for row in family.rows
        if not row.in_unit.is_count
    }


def _as_shown_then(row, ratios_by: dict[tuple, object], shown: ShownRows) -> str | None:
    """The same share or rate as its own period shows it: worked out of other rounded counts, it would tell more."""
    about = getattr(row, row.about)
    keys = [((row.partnership_id, about), part_named(row), row.grouped_by, row.unit, one) for one in before(row.period)]
    found = [one for key in keys if (one := ratios_by.get(key)) is not None and one.value == row.previous]
    return next((text for one in found if parse(text := shown.of(one).value) is not None), None)


def _hidden(families: list[Family], shown: ShownRows) -> dict[tuple, Earlier]:
    found: dict[tuple, Earlier] = defaultdict(Earlier)
    for family in families:
        for row in family.rows:
            if shown.hides(row):
                found[family.about, part_named(row), family.period].add(row)
    return found


def _previous(row, bases: list[Decimal | None], rules_held: list[Rule], *, is_hidden: bool) -> str | None:
    """What a row says of the period before: the same sort of number as its own, shown if every rule shows it, of
    however many people it may be."""
    held = [rule_of_row(row, rule) for rule in rules_held]
    texts = [[_previous_alone(row, base, rule) for base in bases] for rule in held]
    hides = is_hidden or any(rule.symbol in listed for listed, rule in zip(texts, held, strict=True))
    return held[0].symbol if hides and held[0].symbol and not row.is_published else texts[0][0]


def _previous_alone(row, base: Decimal | None, rule: Rule) -> str | None:
    if row.in_unit.is_count:
        return protect(Group((Count(row.previous, row.is_published),), exhaustive=False), rule).parts[0]
    # What it was counted from is not recorded; it was about as many as are now.
    return protect(Ratio(row.previous, row.unit, denominator=base, published=row.is_published), rule).value
