"""Budget and contributions. Pounds, two decimals; what is given in kind never enters a total of cash."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Greatest, Substr

from core.calendar.financial_years import validate_year
from core.db.headings import HeadingField
from core.db.names import Fold, SortKey
from core.db.tenancy import TenantModel
from core.formatting.folding import sort_key
from core.history.tracking import tracked
from core.history.voiding import NOT_VOIDED, NotVoidedManager, VoidableModel
from core.submissions.questions import ConfirmedModel
from partnership.models.agencies import FormerName

MOST = 1_000_000_000


def money_field(label=None, **options):
    """An amount that a partnership can plausibly have: from nothing to a thousand million pounds."""
    return models.DecimalField(
        label,
        max_digits=12,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(MOST)],
        **options,
    )


def year_field():
    return models.CharField(max_length=7, validators=[validate_year])


@tracked
class Budget(ConfirmedModel, TenantModel):
    """What a partnership's year starts with and what it has agreed to keep."""

    year = year_field()
    opening_reserve = money_field(null=True, blank=True)
    closing_reserve_agreed = money_field(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["partnership", "year"], name="partnership_budget_once")]

    def __str__(self):
        return f"Budget {self.year}"

    def get_absolute_url(self):
        return self.url_of("partnership:budget_year", self.year)


def name_at_years_end():
    """What a contribution's agency was called on the last day of its year."""
    year = Cast(Substr(OuterRef("year"), 1, 4), IntegerField()) + 1
    last_day = models.Func(year, 3, 31, function="make_date", output_field=DateField())
    former = FormerName.objects.filter(Q(used_from=None) | Q(used_from__lte=last_day), used_until__gte=last_day)
    former = former.filter(agency=OuterRef("agency")).order_by("used_until")
    return Coalesce(Subquery(former.values("name")[:1]), F("agency__name"), output_field=CharField())


class ContributionQuerySet(models.QuerySet):
    def of_years(self, years):
        """Those of the years, each with its agency's name when the year ended, and from when until when that is."""
        return self.filter(year__in=years).annotate(
            agency_then=name_at_years_end(),
            agency_starts_on=F("agency__starts_on"),
            agency_ends_on=F("agency__ends_on"),
        )

    def with_due(self):
        """Each with what is due: what was agreed, or else invoiced."""
        return self.annotate(due=Coalesce("agreed", "invoiced"))

    def outstanding(self):
        """Cash that is due and has not all come, each with what is missing."""
        came = Coalesce("received", Value(Decimal(0)))
        return self.cash().with_due().filter(due__gt=came).annotate(missing=F("due") - came)

    def owed_of(self, years):
        """Of each year how many contributions are outstanding, how much that is, and whether any was invoiced."""
        open_ones = self.filter(year__in=years).outstanding().order_by("year").values("year")
        return open_ones.annotate(count=Count("pk"), missing=Sum("missing"), invoiced=Max("invoiced"))

    def cash(self):
        return self.filter(paid=Contribution.Paid.CASH)

    def latest_cash(self):
        """Cash of the latest year that has any."""
        years = self.cash().order_by("-year").values("year")
        return self.cash().filter(year=models.Subquery(years[:1]))

    def in_kind(self):
        return self.filter(paid=Contribution.Paid.IN_KIND)

    def later_than(self, year):
        return self.filter(year__gt=str(year))

    def for_list_page(self):
        """Each with cash and worth in kind apart, and what is due and has not come, never less than nothing."""
        came = Coalesce("received", Value(Decimal(0)))
        is_due = Q(paid=Contribution.Paid.CASH, due__isnull=False)
        return self.with_due().annotate(
            agency_then=name_at_years_end(),
            agency_sort=SortKey("agency_then"),
            agreed_cash=Case(When(paid=Contribution.Paid.CASH, then=F("agreed"))),
            worth=Case(When(paid=Contribution.Paid.IN_KIND, then=F("agreed"))),
            missing=Case(When(is_due, then=Greatest(F("due") - came, Value(Decimal(0))))),
        )

    def choices(self):
        """The years and the agencies (key and name) that there are contributions of; one query."""
        found = self.order_by().values_list("year", "agency_id", "agency__name").distinct()
        years, agencies = {year for year, *_ in found}, {(str(pk), name) for _, pk, name in found}
        return sorted(years, reverse=True), sorted(agencies, key=lambda agency: sort_key(agency[1]))

    def of_agency(self, agency):
        """What an agency gave, the latest year first, cash before kind."""
        return self.filter(agency=agency).order_by("-year", "paid")


@tracked
class Contribution(ConfirmedModel, VoidableModel):
    """What one agency gives in one year, in cash or in kind."""

    class Paid(models.TextChoices):
        CASH = "cash", "Cash"
        IN_KIND = "in_kind", "In kind"

    year = year_field()
    agency = models.ForeignKey("partnership.Agency", on_delete=models.PROTECT, related_name="contributions")
    paid = models.CharField(max_length=10, choices=Paid, default=Paid.CASH)
    what_in_kind = models.CharField(max_length=300, blank=True)
    agreed = money_field(null=True, blank=True)
    invoiced = money_field(null=True, blank=True)
    received = money_field(null=True, blank=True)
    is_published = models.BooleanField("already published", default=False)
    source = models.CharField(max_length=300, blank=True)

    objects = NotVoidedManager.from_queryset(ContributionQuerySet)()

    class Meta:
        ordering = ["-year", "paid", "-agreed", "agency__name_sort"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "year", "agency", "paid"],
                condition=NOT_VOIDED,
                name="partnership_contribution_once",
            ),
            models.CheckConstraint(
                condition=Q(paid="in_kind") | Q(what_in_kind=""),
                name="partnership_contribution_cash_has_no_kind",
                violation_error_message="Only a contribution in kind says what it is.",
            ),
            models.CheckConstraint(
                condition=Q(paid="cash") | Q(invoiced=None, received=None),
                name="partnership_contribution_kind_not_invoiced",
                violation_error_message="A contribution in kind is neither invoiced nor received.",
            ),
        ]

    def __str__(self):
        return f"{self.agency}, {self.year}"

    def get_absolute_url(self):
        return self.url_of("partnership:budget_year", self.year)

    @property
    def is_cash(self):
        return self.paid == self.Paid.CASH


@tracked
class Income(ConfirmedModel, VoidableModel):
    """Money of a year that no agency contributes: course fees, grants, interest."""

    year = year_field()
    item = HeadingField(max_length=200)
    amount = money_field()
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-year", "item__sort", "item"]
        verbose_name_plural = "other income"
        constraints = [
            models.UniqueConstraint(
                "partnership", "year", Fold("item"), condition=NOT_VOIDED, name="partnership_income_once"
            )
        ]

    def __str__(self):
        return f"{self.item}, {self.year}"

    def get_absolute_url(self):
        return self.url_of("partnership:budget_year", self.year)


@tracked
class Spending(ConfirmedModel, VoidableModel):
    """What a year's money is planned for and what it went on."""

    year = year_field()
    item = HeadingField(max_length=200)
    planned = money_field(null=True, blank=True)
    actual = money_field(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-year", "item__sort", "item"]
        verbose_name_plural = "spending"
        constraints = [
            models.UniqueConstraint(
                "partnership", "year", Fold("item"), condition=NOT_VOIDED, name="partnership_spending_once"
            )
        ]

    def __str__(self):
        return f"{self.item}, {self.year}"

    def get_absolute_url(self):
        return self.url_of("partnership:budget_year", self.year)
