"""What an amount of a contribution stands for. A total, a share and a change are of one basis, which is named."""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

Amount = Decimal | None
TENTH = Decimal("0.1")


class Basis(StrEnum):
    """Each is the name of the amount that it takes from a contribution."""

    AGREED = "agreed"
    RECEIVED = "received"
    INVOICED = "invoiced"

    @property
    def words(self) -> str:
        """To stand behind what it is the basis of: contributions as agreed."""
        return f"as {self}"


def sum_known(amounts: Iterable[Amount]) -> Amount:
    """The sum of the amounts that are known; None where none is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def sum_all(amounts: Iterable[Amount]) -> Amount:
    """The sum, or None where there is nothing to add or any amount is not known."""
    listed = list(amounts)
    return sum(listed, Decimal(0)) if listed and None not in listed else None


def share_of(amount: Amount, whole: Amount) -> Amount:
    """In %, to one decimal; None where either is not known or the whole is nothing."""
    return (amount * 100 / whole).quantize(TENTH, ROUND_HALF_UP) if whole and amount is not None else None


def usual_basis(years: Iterable[Sequence]) -> Basis:
    """The first basis on which every contribution of the years is known: agreed, received, invoiced.

    Where there is none, the first of which the last year with contributions knows anything. A contribution is anything
    with an `on`.
    """
    given = [contributions for contributions in years if contributions]
    whole = (basis for basis in Basis if given and all(one.on(basis) is not None for year in given for one in year))
    partly = (basis for basis in Basis if given and any(one.on(basis) is not None for one in given[-1]))
    return next(whole, next(partly, Basis.AGREED))


def left_out(columns: dict[str, Sequence[Amount]]) -> str:
    """A sentence about columns of which some amounts are known and some not; "" where there is none."""
    gaps = {name: list(amounts).count(None) for name, amounts in columns.items()}
    said = [f"{gap} of {len(columns[name])} {name}" for name, gap in gaps.items() if 0 < gap < len(columns[name])]
    return f"Not on record, and in no total: {', '.join(said)}." if said else ""
