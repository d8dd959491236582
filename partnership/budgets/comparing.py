"""Years of money side by side, on one basis."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from core.calendar.financial_years import FinancialYear
from core.formatting import sentences
from core.formatting.folding import sort_key
from partnership.budgets.bases import TENTH, Amount, Basis, left_out, share_of, sum_all, sum_known, usual_basis
from partnership.budgets.following import Followers
from partnership.budgets.money import CashContribution, MoneyOfYear


@dataclass(frozen=True)
class Change:
    """From one year to the next: in pounds, and in % where there was something before."""

    before: Amount
    after: Amount

    @property
    def amount(self) -> Amount:
        return None if None in (self.before, self.after) else self.after - self.before

    @property
    def percent(self) -> Amount:
        if self.amount is None or not self.before:
            return None
        return (self.amount * 100 / self.before).quantize(TENTH, ROUND_HALF_UP)


@dataclass(frozen=True)
class ComparedAgency:
    """One agency's cash, year beside year, with that of those whom it follows, under its last name.

    `given` holds the contributions of each year, `counted` what they come to: None where any is not known, and where
    none is on record, unless the agency had not begun then, had ended, or stands for what was split. `part_of` names
    what was split into this agency and others.
    """

    agency_id: object
    agency: str
    basis: Basis
    given: tuple[tuple[CashContribution, ...], ...]
    years_compared: tuple[FinancialYear, ...]
    counted: tuple[Amount, ...]
    shares: tuple[Amount, ...]
    part_of: str = ""

    @property
    def change(self) -> Change:
        """From the year before the last to the last."""
        return _change(self.counted)

    @property
    def no_figure_for(self) -> str:
        """The years, of the last two, of which nothing is known."""
        pairs = list(zip(self.years_compared, self.counted, strict=True))[-2:]
        lacking = [str(year) for year, amount in pairs if amount is None]
        return sentences.listed(lacking) if lacking else ""

    @property
    def amounts(self) -> tuple[Amount, ...]:
        return tuple(sum_known(one.on(self.basis) for one in year) for year in self.given)

    @property
    def is_new(self) -> bool:
        """Whether it gives in the last year, and neither it nor anybody whom it follows gave in the one before."""
        return self.gives and self.change.before == 0 and not self.given[-2] and not self.part_of

    @property
    def gives(self) -> bool:
        """Whether it gives in the last year."""
        return bool(self.given[-1])

    @property
    def years(self) -> list[tuple[Amount, Amount]]:
        """Amount and share of each year."""
        return list(zip(self.amounts, self.shares, strict=True))

    @property
    def follows(self) -> list[str]:
        """The names of the others whose contributions stand in its line."""
        others = {one.row.agency_id: one.agency for year in self.given for one in year}
        return [name for key, name in others.items() if key != self.agency_id and name != self.agency]

    @property
    def source(self):
        """The record of the latest contribution."""
        return next(year for year in reversed(self.given) if year)[0].row


@dataclass(frozen=True)
class Split:
    """An agency that was split, and those of its successors that give."""

    agency: ComparedAgency
    into: tuple[ComparedAgency, ...]

    @property
    def change(self) -> Change:
        """From what it gave to what they give together."""
        changes = [one.change for one in (self.agency, *self.into)]
        return Change(sum_all(one.before for one in changes), sum_all(one.after for one in changes))


@dataclass(frozen=True)
class Comparison:
    """Several years side by side, in the order asked for; `followers` as they were when the last of them ended."""

    budgets: tuple[MoneyOfYear, ...]
    followers: Followers = field(default_factory=Followers)
    chosen: Basis | None = None

    @property
    def years(self) -> tuple[FinancialYear, ...]:
        return tuple(one.year for one in self.budgets)

    @cached_property
    def basis(self) -> Basis:
        """The one that was chosen, or the one on which the years can best be compared."""
        return self.chosen or usual_basis(one.contributions for one in self.budgets)

    @property
    def cash(self) -> tuple[Amount, ...]:
        """All contributions in cash of each year, of those that are known on the basis."""
        return tuple(one.cash(self.basis) for one in self.budgets)

    @property
    def change(self) -> Change:
        """Of all cash, from the year before the last to the last; not known where that of any agency is not."""
        return Change(self.whole(-2, (-2, -1)), self.whole(-1, (-2, -1))) if len(self.budgets) > 1 else _change([])

    def whole(self, place: int, places: Sequence[int]) -> Amount:
        """All cash of the year at one place, of those who gave in the years at any of the places.

        Not known where that of any of them is not, so that years are compared only where all of them are.
        """
        return sum_all(one.counted[place] for one in self.agencies if any(one.given[at] for at in places))

    @cached_property
    def agencies(self) -> tuple[ComparedAgency, ...]:
        """Every agency that gives cash in any of the years, the largest of the last year first.

        What an agency gave that has one successor stands in the successor's line, where that gives too.
        """
        wholes = [one.whole_cash(self.basis) for one in self.budgets]
        compared = [self._compared(agency_id, given, wholes) for agency_id, given in self._lines.items()]
        return tuple(
            sorted(compared, key=lambda one: (*(-(amount or 0) for amount in one.amounts[::-1]), sort_key(one.agency)))
        )

    @cached_property
    def splits(self) -> tuple[Split, ...]:
        """The agencies that gave and were split, with those of their successors that give in the last year."""
        lines = {one.agency_id: one for one in self.agencies}
        return tuple(Split(lines[old], tuple(lines[key] for key in into)) for old, into in self._parts.items())

    @property
    def left_out(self) -> str:
        """A sentence about the contributions that a total leaves out; "" where there are none."""
        return left_out(
            {
                f"{self.basis} for {one.year}": [cash.on(self.basis) for cash in one.contributions]
                for one in self.budgets
            }
        )

    @cached_property
    def _lines(self) -> dict:
        """The contributions of each year, by the agency in whose line they stand."""
        lines: dict = {}
        giving = {one.row.agency_id for budget in self.budgets for one in budget.contributions}
        for place, budget in enumerate(self.budgets):
            for one in budget.contributions:
                line = self.followers.last_of(one.row.agency_id, giving)
                lines.setdefault(line, [()] * len(self.budgets))[place] += (one,)
        return lines

    @cached_property
    def _parts(self) -> dict:
        """Of each line that was split those of its successors' that give in the last year."""
        found = {}
        for line in self._lines if len(self.budgets) > 1 else ():
            into = [self.followers.last_of(one, set(self._lines)) for one in self.followers.split_of(line)]
            if giving := [one for one in dict.fromkeys(into) if one != line and self._lines.get(one, [()])[-1]]:
                found[line] = giving
        return found

    def _compared(self, agency_id, given: list, wholes: Sequence[Amount]) -> ComparedAgency:
        amounts = [sum_all(one.on(self.basis) for one in year) for year in given]
        olds = [_named(self._lines[old], old) for old, into in self._parts.items() if agency_id in into]
        return ComparedAgency(
            agency_id=agency_id,
            agency=_named(given, agency_id),
            basis=self.basis,
            given=tuple(given),
            years_compared=self.years,
            counted=tuple(self._counted(given, at, agency_id, is_split=bool(olds)) for at in range(len(given))),
            shares=tuple(share_of(amount, whole) for amount, whole in zip(amounts, wholes, strict=True)),
            part_of=sentences.listed(olds) if olds else "",
        )

    def _counted(self, given: list, place: int, agency_id, *, is_split: bool) -> Amount:
        """The line's cash of one year. Without a record it is nothing only where the line cannot have given."""
        if given[place] or not self.budgets[place].contributions:
            return sum_all(one.on(self.basis) for one in given[place])
        if is_split or agency_id in self._parts:
            return Decimal(0)
        rows, year = [one.row for them in given for one in them], self.years[place]
        was_there = any(
            (row.agency_starts_on or year.starts) <= year.ends and (row.agency_ends_on or year.ends) >= year.starts
            for row in rows
        )
        return None if was_there or self.followers.follows(agency_id) else Decimal(0)


def _change(amounts: Sequence[Amount]) -> Change:
    return Change(amounts[-2] if len(amounts) > 1 else None, amounts[-1] if amounts else None)


def _named(given: Sequence[tuple[CashContribution, ...]], agency_id) -> str:
    """An agency's name at the end of the last year in which anything stands in its line."""
    last = next(year for year in reversed(given) if year)
    own = [one.agency for one in last if one.row.agency_id == agency_id]
    return sentences.listed(own or [one.agency for one in last])
