"""What came in, what went out and what that leaves, each on one basis from the first line to the last."""

from dataclasses import dataclass
from typing import NamedTuple

from core.formatting import sentences
from partnership.budgets.bases import Amount, Basis, sum_all, sum_known

PLANNED, ACTUAL = "As agreed and planned", "As received and spent"
# The amount of spending that belongs to what was agreed, and to what was received.
SPENT_AS = {Basis.AGREED: "planned", Basis.RECEIVED: "actual"}


class Gap(NamedTuple):
    """How many of the amounts that make up a line are not known."""

    unknown: int = 0
    of: int = 0


@dataclass(frozen=True)
class Statement:
    """One year: either what was agreed and planned, or what was received and spent.

    Other income has one amount, which stands in both. A result and what it leaves are None where any amount that makes
    them up is not known.
    """

    name: str
    basis: Basis
    contributions: Amount
    other_income: Amount
    spending: Amount
    opening_reserve: Amount
    unknown_contributions: Gap
    unknown_spending: Gap
    closing_reserve_agreed: Amount = None

    @property
    def has_own(self) -> bool:
        """Whether anything is known that the other statement of the year does not have too."""
        return self.contributions is not None or self.spending is not None

    @property
    def income(self) -> Amount:
        """Of what is known; None where contributions are on record and the amount of none is."""
        is_unknown = self.contributions is None and self.unknown_contributions.of
        return None if is_unknown else sum_known([self.contributions, self.other_income])

    @property
    def result(self) -> Amount:
        return None if self.lacking else self.income - self.spending

    @property
    def closing_reserve(self) -> Amount:
        """What the opening reserve and the result leave."""
        return sum_all([self.opening_reserve, self.result])

    @property
    def lacking(self) -> str:
        """What is not on record and so leaves the result unknown, in words; "" where nothing lacks."""
        spent = "planned" if self.basis == Basis.AGREED else "spent"
        said = [
            "any income" if self.income is None and not self.unknown_contributions.of else "",
            _of_gap(self.unknown_contributions, "contribution", self.basis),
            "" if self.unknown_spending.of else f"what was {spent}",
            _of_gap(self.unknown_spending, "item of spending", spent, "items of spending"),
        ]
        return sentences.listed([words for words in said if words] or [""])

    @property
    def lines(self) -> dict[str, Amount]:
        """From one reserve to the next; each total is of the lines above it."""
        return {
            "Opening reserve": self.opening_reserve,
            "Contributions in cash": self.contributions,
            "Other income": self.other_income,
            "Total income": self.income,
            "Total spending": self.spending,
            "Result": self.result,
            "Closing reserve": self.closing_reserve,
            "Closing reserve as agreed": self.closing_reserve_agreed,
        }


def _of_gap(gap: Gap, noun: str, verb: str, plural: str = "") -> str:
    """What was agreed of 1 of 3 contributions."""
    nouns = noun if gap.of == 1 else plural or f"{noun}s"
    return f"what was {verb} of {gap.unknown} of {gap.of} {nouns}" if gap.unknown else ""


class Line(NamedTuple):
    """A line of a table with a column for each statement."""

    name: str
    amounts: tuple[Amount, ...]
    record: object = None

    @property
    def is_total(self) -> bool:
        return self.name.startswith("Total") or self.name in ("Result", "Closing reserve")

    @property
    def is_shown(self) -> bool:
        return self.name in ALWAYS or any(amount is not None for amount in self.amounts)


# What a reader needs in order to see what a result is made of, known or not.
ALWAYS = {"Contributions in cash", "Total income", "Total spending", "Result"}


def lines_of(statements: list[Statement]) -> list[Line]:
    """The lines that a result is made of, and all others of which anything is known."""
    columns = [one.lines for one in statements]
    lines = [Line(name, tuple(column[name] for column in columns)) for name in columns[0]]
    return [line for line in lines if line.is_shown]
