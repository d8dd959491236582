"""Rows as they may be shown."""

from dataclasses import dataclass, field

from assurance.models import IndicatorValue
from core.suppression import Rule


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

    `hidden` are the keys of rows, and the families and units of totals, that are hidden for what stands elsewhere.
    """

    rows: dict = field(default_factory=dict)
    totals: dict = field(default_factory=dict)
    hidden: frozenset = frozenset()
    rules: tuple[Rule, ...] = ()

    def tell(self, row, text: str | None, rule: Rule) -> None:
        """Show a row's number so; where the rule's symbol was told of it before, that stays."""
        if row.pk not in self.rows or (rule.symbol and text == rule.symbol):
            self.rows[row.pk] = ShownValue(text)

    def of(self, row) -> ShownValue:
        return self.rows[row.pk]

    def total(self, row) -> str | None:
        """The total of the exhaustive parts that the row is one of; None where there is none to show."""
        return self.totals.get((family_of(row), row.unit))

    def hides(self, row) -> bool:
        return row.pk in self.hidden and not row.is_published

    def add(self, other: "ShownRows") -> None:
        self.rows |= other.rows
        self.totals |= other.totals
        self.rules = tuple({rule.code: rule for rule in (*self.rules, *other.rules)}.values())


def family_of(row) -> tuple:
    """Rows of one family say something about one another."""
    about = row.indicator_id if isinstance(row, IndicatorValue) else row.topic
    return row.partnership_id, about, row.period


def shown_rule(rule: Rule, period: str) -> Rule:
    """The rule itself; where it hides nothing, the one that hid figures of the period before."""
    return rule if rule.hides else next(iter(rule.also(period)), rule)
