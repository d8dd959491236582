"""Everything that is added up to check a partnership's printed totals, read in one statement.

The home page, the list and the report's cockpit all ask, and each has few queries to spare. What no printed total and
no whole of 100 is about stays in the database; the rest is made into records here that hold what adding up needs. The
rule for small numbers is one of the partnership's settings, which every page reads anyway.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from django.db.models import CharField, F, Func, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast, Left

from core.calendar.financial_years import FinancialYear, is_year
from core.db.combined_queries import kept, rows_of
from core.disclosure import Rule
from indicators.models import Indicator, IndicatorValue, Measure, PeopleAnswer, PrintedTotal
from indicators.models.people import know_answers
from indicators.suppression import rule_for
from partnership.budgets import CashContribution, ContributionInKind, MoneyOfYear
from partnership.models import Contribution, Income, Spending
from partnership.models.money import name_at_years_end

MEASURE, INDICATOR = "Measure: ", "Indicator "
WHOLE = 100
FIGURES = ("id", "period", "unit", "value", "grouped_by", "is_exhaustive", "is_published", "source")


@dataclass
class Ledger:
    """Printed totals and what there is to add up; the records hold only what adding up needs."""

    rule: Rule
    totals: list[PrintedTotal] = field(default_factory=list)
    values: list[IndicatorValue] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    budgets: dict[str, MoneyOfYear] = field(default_factory=dict)

    @cached_property
    def by_figure(self) -> dict[tuple[str, str], list]:
        """The rows of each indicator or topic and period, as a printed total names them."""
        found = defaultdict(list)
        for row in (*self.values, *self.measures):
            found[about(row), row.period].append(row)
        return found


def about(row: IndicatorValue | Measure) -> str:
    """What a printed total says that it is of, where the row is one of its parts."""
    return f"{INDICATOR}{row.indicator.number}" if isinstance(row, IndicatorValue) else f"{MEASURE}{row.topic}"


def ledger_of(partnership) -> Ledger:
    """What is to be added up for one partnership; one query, and that of its settings where nobody has read them."""
    totals, values, measures, answers, *money = rows_of(_questions(partnership.pk))
    know_answers(PeopleAnswer(**row) for row in answers)
    return Ledger(
        rule=rule_for(partnership),
        totals=[PrintedTotal(partnership=partnership, **_with_id(row)) for row in totals],
        values=[_value(partnership, row) for row in sorted(values, key=_place)],
        measures=[Measure(partnership=partnership, **_with_id(row)) for row in sorted(measures, key=_place)],
        budgets=_budgets(*money),
    )


@kept
def _questions(partnership: int) -> list[QuerySet]:
    """Each table with the columns that adding up needs, in no order."""
    values = _asked_for(partnership, IndicatorValue, INDICATOR, "indicator__number")
    contributions, income, spending = (
        model.objects.filter(partnership=partnership) for model in (Contribution, Income, Spending)
    )
    asked = [
        PrintedTotal.objects.filter(partnership=partnership).values(
            "id", "of", "period", "unit", "printed", "source", "line", "says"
        ),
        values.values(
            *(*FIGURES, "breakdown", "numerator", "denominator", "confirmed"),
            indicator_pk=F("indicator"),
            number=F("indicator__number"),
            name=F("indicator__name"),
        ),
        _asked_for(partnership, Measure, MEASURE, "topic").values(
            *FIGURES, "topic", "category", "position", "confirmed"
        ),
        PeopleAnswer.objects.values("partnership_id", "indicator_id", "topic", "unit", "counts_people"),
        contributions.values("id", "year", "paid", "agreed", "received", "invoiced", name=name_at_years_end()),
        income.values("id", "year", "item", "amount"),
        spending.values("id", "year", "item", "planned", "actual"),
    ]
    return [one.order_by() for one in asked]


def _asked_for(partnership, model, prefix: str, about: str):
    """Rows that a printed total is about, and shares whose whole is not 100; with them all others of their family
    and year.

    A family has one text for a name, so that the database can look all of them up at once and not row by row.
    """
    family = _Joined(Value(prefix), Cast(about, CharField()), Value("/"), _year())
    of_total = _Joined(F("of"), Value("/"), _year())
    printed = PrintedTotal.objects.filter(partnership=partnership).annotate(l_family=of_total)
    rows = model.objects.filter(partnership=partnership).annotate(l_family=family)
    shares = rows.filter(unit="%", is_exhaustive=True).order_by().values("l_family", "period", "grouped_by")
    odd = shares.annotate(whole=Sum("value")).exclude(whole=WHOLE).values("l_family")
    return rows.filter(Q(l_family__in=printed.order_by().values("l_family")) | Q(l_family__in=odd))


def _year() -> Left:
    """The year with its quarters and halves, which say something about one another; of a day, its month."""
    return Left("period", len("2019-20"))


class _Joined(Func):
    """Texts of which none is NULL, one after the other: shorter than Django's `Concat`, which allows for that."""

    template, arg_joiner = "(%(expressions)s)", " || "
    output_field = CharField()


def _place(row: dict) -> tuple:
    """Where a part stands among the others: the database gives them in any order it likes."""
    return row["period"], row["unit"], row.get("breakdown") or row.get("category", ""), row["id"]


def _with_id(row: dict) -> dict:
    return row | {"id": UUID(row["id"])}


def _value(partnership, row: dict) -> IndicatorValue:
    pk, number, name = (row.pop(name) for name in ("indicator_pk", "number", "name"))
    indicator = Indicator(pk=pk, number=number, name=name)
    return IndicatorValue(partnership=partnership, indicator=indicator, **_with_id(row))


def _budgets(*money: list[dict]) -> dict[str, MoneyOfYear]:
    years = {row["year"] for rows in money for row in rows if is_year(row["year"])}
    return {year: _budget(year, *([row for row in rows if row["year"] == year] for rows in money)) for year in years}


def _budget(year: str, given: list[dict], income: list[dict], spending: list[dict]) -> MoneyOfYear:
    return MoneyOfYear(
        year=FinancialYear.parse(year),
        budget=None,
        contributions=tuple(_cash(row) for row in given if row["paid"] == Contribution.Paid.CASH),
        in_kind=tuple(_in_kind(row) for row in given if row["paid"] == Contribution.Paid.IN_KIND),
        income=tuple(Income(**_with_id(row)) for row in income),
        spending=tuple(Spending(**_with_id(row)) for row in spending),
    )


def _cash(row: dict) -> CashContribution:
    return CashContribution(
        row=Contribution(id=UUID(row["id"])),
        agency=row["name"],
        agreed=row["agreed"],
        received=row["received"],
        invoiced=row["invoiced"],
    )


def _in_kind(row: dict) -> ContributionInKind:
    return ContributionInKind(Contribution(id=UUID(row["id"])), row["name"], "", row["agreed"])
