from functools import cached_property

from django.utils import timezone

from core.calendar.financial_years import check_counted_year
from core.imports.columns import Column
from core.imports.records import Records
from core.imports.references import Reference
from core.imports.values import Choice, Money, Text, Year, YesNo
from partnership import questions
from partnership.models import Budget, Contribution, Income, Spending
from partnership.resources.directories import agencies

PUBLISHED = "where its owner has published the amount, so that it is shown as it is"
SOURCE = "Annual report 2019-20, line 416"


class MoneyRecords(Records):
    """Money of a year; of a year that no money is kept for, the row is refused."""

    def check(self, instance):
        super().check(instance)
        self.ask("Year", check_counted_year, instance.year, timezone.localdate())

    @cached_property
    def known(self) -> questions.Known:
        return questions.Known(self.model)

    def questions(self, instance):
        found = questions.about(instance, self.known)
        self.known.add(instance)
        return found


class BudgetRecords(MoneyRecords):
    year = Column("Year", "year", Year(), required=True)
    opening_reserve = Column("Opening reserve", "opening_reserve", Money())
    closing_reserve_agreed = Column("Closing reserve agreed", "closing_reserve_agreed", Money())
    note = Column("Note", "note", Text(is_line=False))

    class Meta(MoneyRecords.Meta):
        model = Budget
        import_id_fields = ("year",)


class ContributionRecords(MoneyRecords):
    exact_keys = ("year",)

    year = Column("Year", "year", Year(), required=True)
    agency = Column(
        "Agency", "agency_id", Reference(agencies, "Durham Constabulary", "The name of an agency"), required=True
    )
    paid = Column("Paid", "paid", Choice(Contribution.Paid))
    what_in_kind = Column("What in kind", "what_in_kind", Text())
    agreed = Column("Agreed", "agreed", Money())
    invoiced = Column("Invoiced", "invoiced", Money())
    received = Column("Received", "received", Money())
    is_published = Column("Already published", "is_published", YesNo(PUBLISHED))
    source = Column("Source", "source", Text(SOURCE))

    class Meta(MoneyRecords.Meta):
        model = Contribution
        import_id_fields = ("year", "agency", "paid")

    def check(self, instance):
        super().check(instance)
        if instance.paid == Contribution.Paid.CASH:
            if instance.what_in_kind:
                self.refuse("What in kind", "only a contribution in kind says what it is, and this one is cash")
            return
        for heading, amount in (("Invoiced", instance.invoiced), ("Received", instance.received)):
            if amount is not None:
                self.refuse(heading, "a contribution in kind is neither invoiced nor received")


class IncomeRecords(MoneyRecords):
    exact_keys = ("year",)

    year = Column("Year", "year", Year(), required=True)
    item = Column("Item", "item", Text("Course fees"), required=True)
    amount = Column("Amount", "amount", Money(), required=True)
    source = Column("Source", "source", Text(SOURCE))

    class Meta(MoneyRecords.Meta):
        model = Income
        import_id_fields = ("year", "item")


class SpendingRecords(MoneyRecords):
    exact_keys = ("year",)

    year = Column("Year", "year", Year(), required=True)
    item = Column("Item", "item", Text("Training"), required=True)
    planned = Column("Planned", "planned", Money())
    actual = Column("Actual", "actual", Money())
    source = Column("Source", "source", Text(SOURCE))

    class Meta(MoneyRecords.Meta):
        model = Spending
        import_id_fields = ("year", "item")
