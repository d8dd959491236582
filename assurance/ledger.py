"""Everything that is added up to check a partnership's printed totals, read in one query.

The home page, the list and the report's cockpit all ask, and each has few queries to spare. So totals, parts and
amounts come as rows of one kind and are made into records here; what no printed total and no whole of 100 is about
stays in the database. The rule for small numbers is one of the partnership's settings, which every page reads anyway.
"""

from dataclasses import dataclass, field

from django.db.models import CharField, DecimalField, F, Q, Sum, Value
from django.db.models.expressions import Expression
from django.db.models.functions import Cast, Concat

from assurance.models import Indicator, IndicatorValue, Measure, PrintedTotal
from assurance.suppression import rule_for
from core.suppression import Rule
from core.years import FinancialYear, is_year
from partnership.budgets import BudgetFigures, CashContribution, ContributionInKind
from partnership.models import Contribution, Income, Spending
from partnership.models.money import name_at_years_end

MEASURE, INDICATOR = "Measure: ", "Indicator "
TEXTS = ("about", "title", "period", "unit", "name", "source", "line", "says")
NUMBERS = ("first", "second", "third")
FLAGS = ("exhaustive", "published")
COLUMNS = ("kind", "record", *TEXTS, *NUMBERS, *FLAGS)
WHOLE = 100


@dataclass
class Ledger:
    """Printed totals and what there is to add up; the records hold only what adding up needs."""

    rule: Rule
    totals: list[PrintedTotal] = field(default_factory=list)
    values: list[IndicatorValue] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    budgets: dict[str, BudgetFigures] = field(default_factory=dict)


def ledger_of(partnership) -> Ledger:
    """What is to be added up for one partnership; one query, and that of its settings where nobody has read them."""
    first, *others = [
        _as_rows(queryset.filter(partnership=partnership).order_by(), **columns)
        for queryset, columns in _sources(partnership)
    ]
    found: dict[str, list[dict]] = {}
    for row in first.union(*others, all=True):
        found.setdefault(row["l_kind"], []).append({name.removeprefix("l_"): value for name, value in row.items()})
    return _made(partnership, found)


def _sources(partnership) -> list[tuple]:
    """Each table and where the ledger's columns stand in it."""
    return [
        (
            PrintedTotal.objects,
            {"kind": "total", "about": "of", "period": "period", "unit": "unit", "first": "printed"}
            | {name: name for name in ("source", "line", "says")},
        ),
        (
            _asked_for(partnership, IndicatorValue, INDICATOR, "indicator__number"),
            {"kind": "value", "about": "indicator__number", "title": "indicator__name", "name": "breakdown"}
            | {"first": "value", "second": "numerator", "third": "denominator"}
            | {"period": "period", "unit": "unit", "source": "source"}
            | {"exhaustive": "is_exhaustive", "published": "is_published"},
        ),
        (
            _asked_for(partnership, Measure, MEASURE, "topic"),
            {"kind": "measure", "about": "topic", "name": "category", "first": "value"}
            | {"period": "period", "unit": "unit", "source": "source"}
            | {"exhaustive": "is_exhaustive", "published": "is_published"},
        ),
        (
            Contribution.objects,
            {"kind": "contribution", "name": name_at_years_end(), "period": "year", "unit": "paid"}
            | {"first": "agreed", "second": "received", "third": "invoiced"},
        ),
        (Income.objects, {"kind": "income", "name": "item", "period": "year", "first": "amount"}),
        (
            Spending.objects,
            {"kind": "spending", "name": "item", "period": "year", "first": "planned", "second": "actual"},
        ),
    ]


def _as_rows(queryset, *, kind: str, **columns):
    """The table's rows in the ledger's columns, all of the same types so that they can stand in one list."""
    text, number = CharField(), DecimalField(max_digits=16, decimal_places=6)
    made: dict[str, Expression] = {"l_kind": Value(kind, output_field=text), "l_record": F("id")}
    made |= {f"l_{name}": Cast(columns.get(name, Value("")), text) for name in TEXTS}
    made |= {f"l_{name}": Cast(columns.get(name, Value(None)), number) for name in NUMBERS}
    made |= {f"l_{name}": F(columns[name]) if name in columns else Value(False) for name in FLAGS}
    return queryset.annotate(**made).values(*(f"l_{name}" for name in COLUMNS))


def _asked_for(partnership, model, prefix: str, about: str):
    """Rows that a printed total is about, and shares whose whole is not 100; with them all others of their family.

    A family has one text for a name, so that the database can look all of them up at once and not row by row.
    """
    family = Concat(Value(prefix), Cast(about, CharField()), Value("/"), "period")
    printed = PrintedTotal.objects.filter(partnership=partnership).annotate(l_family=Concat("of", Value("/"), "period"))
    rows = model.objects.filter(partnership=partnership).annotate(l_family=family)
    shares = rows.filter(unit="%", is_exhaustive=True).order_by().values("l_family").annotate(whole=Sum("value"))
    odd = shares.exclude(whole=WHOLE).values("l_family")
    return rows.filter(Q(l_family__in=printed.order_by().values("l_family")) | Q(l_family__in=odd))


def _made(partnership, found: dict[str, list[dict]]) -> Ledger:
    money = [row for kind in ("contribution", "income", "spending") for row in found.get(kind, [])]
    years = {row["period"] for row in money if is_year(row["period"])}
    return Ledger(
        rule=rule_for(partnership),
        totals=[_total(partnership, row) for row in found.get("total", [])],
        values=[_value(partnership, row) for row in found.get("value", [])],
        measures=[_measure(partnership, row) for row in found.get("measure", [])],
        budgets={year: _budget(year, [row for row in money if row["period"] == year]) for year in years},
    )


def _total(partnership, row: dict) -> PrintedTotal:
    kept = {name: row[name] for name in ("period", "unit", "source", "line", "says")}
    return PrintedTotal(id=row["record"], partnership=partnership, of=row["about"], printed=row["first"], **kept)


def _figures(row: dict) -> dict:
    kept = {name: row[name] for name in ("period", "unit", "source")}
    return kept | {"id": row["record"], "is_exhaustive": row["exhaustive"], "is_published": row["published"]}


def _value(partnership, row: dict) -> IndicatorValue:
    number = int(row["about"])
    return IndicatorValue(
        partnership=partnership,
        indicator=Indicator(pk=number, number=number, name=row["title"]),
        breakdown=row["name"],
        value=row["first"],
        numerator=row["second"],
        denominator=row["third"],
        **_figures(row),
    )


def _measure(partnership, row: dict) -> Measure:
    return Measure(
        partnership=partnership, topic=row["about"], category=row["name"], value=row["first"], **_figures(row)
    )


def _budget(year: str, rows: list[dict]) -> BudgetFigures:
    given = [row for row in rows if row["kind"] == "contribution"]
    return BudgetFigures(
        year=FinancialYear.parse(year),
        budget=None,
        contributions=tuple(_cash(row) for row in given if row["unit"] == Contribution.Paid.CASH),
        in_kind=tuple(_in_kind(row) for row in given if row["unit"] == Contribution.Paid.IN_KIND),
        income=tuple(
            Income(id=row["record"], year=year, item=row["name"], amount=row["first"])
            for row in rows
            if row["kind"] == "income"
        ),
        spending=tuple(
            Spending(id=row["record"], year=year, item=row["name"], planned=row["first"], actual=row["second"])
            for row in rows
            if row["kind"] == "spending"
        ),
    )


def _cash(row: dict) -> CashContribution:
    return CashContribution(
        row=Contribution(id=row["record"]),
        agency=row["name"],
        agreed=row["first"],
        received=row["second"],
        invoiced=row["third"],
        share=None,
    )


def _in_kind(row: dict) -> ContributionInKind:
    return ContributionInKind(Contribution(id=row["record"]), row["name"], "", row["first"])
