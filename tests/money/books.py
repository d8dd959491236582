"""Sets of records of a year's money, and what each of them adds up to, worked out here and not by the portal."""

from dataclasses import dataclass, field
from decimal import Decimal

from hypothesis import strategies as st

from tests.factories import AgencyFactory, BudgetFactory, ContributionFactory, IncomeFactory, SpendingFactory

BEFORE, YEAR = "2018-19", "2019-20"
YEARS = (BEFORE, YEAR)
BASES = ("agreed", "received", "invoiced")
SIDES = {"as agreed and planned": ("agreed", "planned"), "as received and spent": ("received", "actual")}
AGENCIES = ("Council", "Health", "Police")


@dataclass
class Book:
    """One year. Cash is (agreed, received, invoiced) by agency, spending (planned, actual) by item."""

    cash: dict[str, tuple] = field(default_factory=dict)
    in_kind: dict[str, object] = field(default_factory=dict)
    income: dict[str, object] = field(default_factory=dict)
    spending: dict[str, tuple] = field(default_factory=dict)
    opening: object = None
    closing: object = None

    def of(self, basis: str) -> list:
        return [amounts[BASES.index(basis)] for amounts in self.cash.values()]

    def spent(self, how: str) -> list:
        return [amounts[("planned", "actual").index(how)] for amounts in self.spending.values()]


def known(amounts) -> Decimal | None:
    """The sum of what is known, or None where nothing is."""
    there = [Decimal(str(amount)) for amount in amounts if amount is not None]
    return sum(there, Decimal(0)) if there else None


def facts(book: Book) -> dict[tuple[str, str], Decimal | None]:
    """What each line of each statement has to say; None where it is not known."""
    found = {}
    for side, (basis, how) in SIDES.items():
        cash, spent, other = book.of(basis), book.spent(how), known(book.income.values())
        income = None if cash and known(cash) is None else known([known(cash), other])
        is_whole = None not in cash and None not in spent and spent and income is not None
        result = income - known(spent) if is_whole else None
        opening = known([book.opening])
        found |= {
            ("Opening reserve", side): opening,
            ("Contributions in cash", side): known(cash),
            ("Other income", side): other,
            ("Total income", side): income,
            ("Total spending", side): known(spent),
            ("Result", side): result,
            ("Closing reserve", side): None if None in (opening, result) else opening + result,
            ("Closing reserve as agreed", side): known([book.closing]) if basis == "agreed" else None,
        }
    return found


def write(books: dict[str, Book]) -> None:
    """The books as records of the partnership whose scope is open."""
    names = {name for book in books.values() for name in (*book.cash, *book.in_kind)}
    agencies = {name: AgencyFactory(name=name) for name in sorted(names)}
    for year, book in books.items():
        if book.opening is not None or book.closing is not None:
            BudgetFactory(year=year, opening_reserve=book.opening, closing_reserve_agreed=book.closing)
        for name, amounts in book.cash.items():
            ContributionFactory(year=year, agency=agencies[name], **dict(zip(BASES, amounts, strict=True)))
        for name, worth in book.in_kind.items():
            ContributionFactory(year=year, agency=agencies[name], paid="in_kind", what_in_kind="Rooms", agreed=worth)
        for item, amount in book.income.items():
            IncomeFactory(year=year, item=item, amount=amount)
        for item, (planned, actual) in book.spending.items():
            SpendingFactory(year=year, item=item, planned=planned, actual=actual)


STAFF = {"Staff": (90, 95), "Training": (30, 20)}
LISTED = {
    "agreed only": Book({"Council": (100, None, None), "Health": (50, None, None)}, spending={"Staff": (120, None)}),
    "received only": Book({"Council": (None, 100, None), "Health": (None, 40, None)}, spending={"Staff": (None, 150)}),
    "invoiced only": Book({"Council": (None, None, 100), "Health": (None, None, 40)}),
    "all three differ": Book({"Council": (100, 90, 95), "Health": (50, 55, 45)}, spending=STAFF, opening=500),
    "partly received": Book({"Council": (100, 60, 100), "Health": (50, None, None)}, spending=STAFF, opening=5),
    "received too much": Book({"Council": (100, 130, 100), "Health": (50, 20, 50)}, spending=STAFF),
    "each known otherwise": Book({"Council": (100, None, None), "Health": (None, 40, None), "Police": (None, None, 7)}),
    "one not known": Book({"Council": (100, 100, 100), "Health": (None, None, None)}, spending=STAFF, opening=10),
    "none known": Book({"Council": (None, None, None)}, income={"Fees": 20}, spending=STAFF),
    "in kind": Book(
        {"Council": (100, 100, None)}, in_kind={"Council": 999, "Police": None, "Health": 333}, spending=STAFF
    ),
    "in kind alone": Book(in_kind={"Council": 999}),
    "none but other income": Book(income={"Fees": 20, "Interest": 3}, spending=STAFF),
    "spending alone": Book(spending=STAFF),
    "other income": Book({"Council": (100, 80, None)}, income={"Fees": 20, "Interest": 3}, spending=STAFF, opening=1),
    "spending partly missing": Book(
        {"Council": (100, 100, 100)}, spending={"Staff": (90, None), "Training": (None, 20)}, opening=1, closing=2
    ),
    "pence": Book(
        {"Council": ("33.33", "33.33", None), "Health": ("33.33", "33.34", None), "Police": ("33.34", "0.01", None)},
        income={"Fees": "0.05"},
        spending={"Staff": ("100.06", "66.72"), "Post": ("0.01", "0.02")},
        opening="0.99",
    ),
    "a deficit within the reserve": Book({"Council": (100, 90, 100)}, spending={"Staff": (150, 160)}, opening=100),
    "a deficit beyond the reserve": Book({"Council": (100, 90, 100)}, spending={"Staff": (150, 160)}, opening=20),
    "a deficit without a reserve": Book({"Council": (100, 90, 100)}, spending={"Staff": (150, 160)}),
    "nothing given": Book({"Council": (0, 0, 0), "Health": (0, 0, 0)}, spending={"Staff": (0, 0)}, opening=0),
    "thousands": Book(
        {"Council": (150982, 150982, None), "Health": (60103, 1234567, None)}, spending={"Staff": (312201, 1000)}
    ),
}

AMOUNT = st.none() | st.integers(0, 5_000_000).map(lambda pence: str(Decimal(pence) / 100))
KNOWN = st.integers(0, 5_000_000).map(lambda pence: str(Decimal(pence) / 100))
BOOKS = st.builds(
    Book,
    cash=st.dictionaries(st.sampled_from(AGENCIES), st.tuples(AMOUNT, AMOUNT, AMOUNT)),
    in_kind=st.dictionaries(st.sampled_from(AGENCIES), AMOUNT),
    income=st.dictionaries(st.sampled_from(["Fees", "Interest"]), KNOWN),
    spending=st.dictionaries(st.sampled_from(["Staff", "Training"]), st.tuples(AMOUNT, AMOUNT)),
    opening=AMOUNT,
    closing=AMOUNT,
)
