"""Rows as they may be shown."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from core.disclosure import Rule


@dataclass(frozen=True)
class ShownValue:
    """The numbers of one row as they may be shown: text, the rule's symbol, or None where there is none."""

    value: str | None
    numerator: str | None = None
    denominator: str | None = None
    previous: str | None = None


@dataclass
class ShownRows:
    """Rows as they may be shown, and the totals that their exhaustive parts give.

    `totals` are by family, unit and breakdown. `hidden` are the keys of rows, and the families and numbers of sums of
    people, that are hidden for what stands elsewhere; `withheld` are such sums, found on the way.
    """

    rows: dict = field(default_factory=dict)
    totals: dict = field(default_factory=dict)
    hidden: frozenset = frozenset()
    withheld: set = field(default_factory=set)
    rules: tuple[Rule, ...] = ()

    def tell(self, row, text: str | None, rule: Rule) -> None:
        """Show a row's number so; where the rule's symbol was told of it before, that stays."""
        if row.pk not in self.rows or (rule.symbol and text == rule.symbol):
            self.rows[row.pk] = ShownValue(text)

    def of(self, row) -> ShownValue:
        return self.rows[row.pk]

    def total(self, row) -> str | None:
        """The total of the exhaustive parts of a breakdown that the row is one of; None where there is none to show."""
        return self.totals.get((family_of(row), row.unit, row.grouped_by))

    def hides(self, row) -> bool:
        return row.pk in self.hidden and not row.is_published

    def told_hidden(self, rows: Iterable, rule: Rule) -> set:
        """Keys of those that have just been told to be hidden, by others of their sums."""
        return {row.pk for row in rows if row.pk in self.rows and rule.symbol and self.of(row).value == rule.symbol}

    def hides_whole(self, row) -> bool:
        """Whether it is hidden of how many the row is a share, and so the share."""
        return whole_key(row.pk) in self.hidden and not row.is_published

    def add(self, other: "ShownRows") -> None:
        self.rows |= other.rows
        self.totals |= other.totals
        self.rules = tuple({rule.code: rule for rule in (*self.rules, *other.rules)}.values())


def whole_key(key) -> tuple:
    """The key of the number that the row of this key is a share of, where that number is hidden itself."""
    return key, "whole"


def family_of(row) -> tuple:
    """Rows of one family say something about one another."""
    return row.partnership_id, getattr(row, row.about), row.period


def shown_rule(rule: Rule, period: str) -> Rule:
    """The rule itself; where it hides nothing, the one that hid figures of the period before."""
    return rule if rule.hides else next(iter(rule.also(period)), rule)
