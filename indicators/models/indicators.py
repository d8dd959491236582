from django.db import models
from django.db.models import Case, F, Q, When, Window
from django.db.models.functions import RowNumber

from core.db.combined_queries import counted
from core.db.headings import HeadingField
from core.db.names import Fold, FoldGrouping, sort_key_of
from core.formatting.folding import fold_grouping
from core.formatting.units.fields import UnitField
from core.history.tracking import tracked
from core.history.voiding import NOT_VOIDED, NotVoidedManager, VoidableModel
from core.submissions.questions import ConfirmedModel
from indicators.models.people import InSeries
from indicators.periods import sort_in_database

EDITION = "2026"


def figure_field(label=None):
    """A number as its source gives it, up to six decimals."""
    return models.DecimalField(label, max_digits=16, decimal_places=6, null=True, blank=True)


def grouped_by_field(within: str):
    """By what the people are grouped in the breakdown that a category is of; empty where there is only one of them."""
    empty = {"blank": True, "default": "", "db_default": ""}
    return HeadingField("grouped by", max_length=60, **empty, within=[within], fold=fold_grouping)


class IndicatorQuerySet(models.QuerySet):
    def shipped(self):
        """The edition that pages and imports use."""
        return self.filter(edition=EDITION)

    def with_values(self):
        """Those with a value in the running scope."""
        return self.filter(pk__in=IndicatorValue.objects.values("indicator"))

    def without_values(self):
        return self.exclude(pk__in=IndicatorValue.objects.values("indicator"))

    def summed(self):
        """Those with categories that are all there are, so that they can be added up."""
        parts = IndicatorValue.objects.filter(is_exhaustive=True).exclude(breakdown="")
        return self.shipped().filter(pk__in=parts.values("indicator"))


class Indicator(models.Model):
    """An entry of the shipped catalogue of indicators. An edition never changes; a better one stands beside it."""

    shared_rights = "SELECT"

    class Direction(models.TextChoices):
        UP = "up", "Up"
        DOWN = "down", "Down"
        NEUTRAL = "neutral", "Neutral"

    class Categories(models.TextChoices):
        """What an indicator's categories are; nothing where the catalogue does not say."""

        WHOLE = "whole", "The whole"
        OVERLAPPING = "overlapping", "Overlapping"

    edition = models.CharField(max_length=10)
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    units = models.CharField(max_length=100)
    numerator = models.TextField(blank=True)
    denominator = models.TextField(blank=True)
    cohort = models.CharField(max_length=60, blank=True)
    frequency = models.CharField(max_length=60, blank=True)
    source_agency = models.CharField(max_length=200, blank=True)
    comparators = models.CharField(max_length=200, blank=True)
    good_direction = models.CharField(max_length=10, choices=Direction, default=Direction.NEUTRAL)
    source = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    categories = models.TextField(blank=True)
    categories_are = models.CharField(max_length=12, choices=Categories, blank=True, default="", db_default="")

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["edition", "number"]
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="indicators_indicator_once")]

    def __str__(self):
        return f"{self.number}. {self.name}"

    @property
    def has_overlapping_categories(self):
        """Whether one case can be in several, so that their shares add up to more than 100."""
        return self.categories_are == self.Categories.OVERLAPPING


# What `last_periods` gives of each indicator.
LAST_PERIODS = ("indicator__number", "indicator__name", "indicator__frequency", "sort", "last")


class IndicatorValueQuerySet(models.QuerySet):
    def for_list_page(self):
        return self.select_related("indicator")

    def latest(self):
        """The latest value of each indicator in each unit, the headline where there is one."""
        order = ("indicator__number", "unit")
        return self.select_related("indicator").order_by(*order, "-period", "breakdown").distinct(*order)

    def latest_two(self):
        """The last two headlines of each indicator in each unit and sort of period, and two of its categories."""
        of = [F("indicator"), F("unit"), Case(When(breakdown="", then=0), default=1), sort_in_database()]
        place = Window(RowNumber(), partition_by=of, order_by=[F("period").desc(), F("breakdown")])
        order = ("indicator__number", "unit", "breakdown", "-period")
        return self.select_related("indicator").annotate(place=place).filter(place__lte=2).order_by(*order)

    def last_periods(self):
        """The last period of each indicator by sort of period: number, name, how often, sort, period; one query."""
        found = self.filter(breakdown="").annotate(sort=sort_in_database()).order_by()
        named = found.values(*LAST_PERIODS[:-1])
        return named.annotate(last=models.Max("period")).values_list(*LAST_PERIODS)

    def counts(self, year):
        """How many indicators have a value, the latest period of any, and how many values a financial year has: a row.

        Those values are of the whole year, of a quarter, or of a day in it.
        """
        days = (year.starts.isoformat(), year.ends.isoformat())
        a_day = Q(period__regex=r"^\d{4}-\d{2}-\d{2}$", period__range=days)
        return counted(
            self,
            indicators=models.Count("indicator", distinct=True),
            latest=models.Max("period"),
            in_year=models.Count("pk", filter=Q(period__startswith=str(year)) | a_day),
        )

    def categories_of(self, indicator, grouped_by: str):
        """The names of the categories that an indicator was last broken down by, in one of its breakdowns."""
        parts = self.filter(indicator=indicator, grouped_by=grouped_by).exclude(breakdown="")
        last = parts.order_by("-period").values("period")[:1]
        return parts.filter(period=models.Subquery(last)).order_by("breakdown_sort").values_list("breakdown", flat=True)

    def of_indicator(self, indicator):
        """An indicator's values, the latest period first, headlines before their breakdowns."""
        return self.filter(indicator=indicator).order_by("-period", "unit", "grouped_by", "breakdown_sort")


@tracked
class IndicatorValue(InSeries, ConfirmedModel, VoidableModel):
    """One value of an indicator for one period, with what it was counted from and what it is compared with."""

    about, category_in = "indicator_id", "breakdown"

    class Quality(models.TextChoices):
        GOOD = "good", "Good"
        PROVISIONAL = "provisional", "Provisional"
        DOUBTFUL = "doubtful", "Doubtful"

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="values")
    period = models.CharField(max_length=12)
    breakdown = HeadingField(max_length=120, blank=True, within=["indicator"])
    breakdown_sort = sort_key_of("breakdown")
    grouped_by = grouped_by_field("indicator")
    unit = UnitField()
    numerator = figure_field()
    denominator = figure_field()
    value = figure_field()
    population_year = models.CharField(max_length=20, blank=True)
    statistical_neighbours = figure_field()
    region = figure_field()
    england = figure_field()
    previous = figure_field()
    target = figure_field()
    is_exhaustive = models.BooleanField("parts are exhaustive", default=False)
    commentary = models.TextField(blank=True)
    quality = models.CharField("quality flag", max_length=12, choices=Quality, default=Quality.GOOD)
    is_published = models.BooleanField("already published", default=False)
    source = models.CharField(max_length=300, blank=True)

    objects = NotVoidedManager.from_queryset(IndicatorValueQuerySet)()

    class Meta:
        ordering = ["indicator__number", "-period", "unit", "breakdown_sort"]
        constraints = [
            models.UniqueConstraint(
                "partnership",
                "indicator",
                "period",
                FoldGrouping("grouped_by"),
                Fold("breakdown"),
                "unit",
                condition=NOT_VOIDED,
                name="indicators_value_once",
            ),
            models.CheckConstraint(
                condition=Q(denominator=None) | Q(denominator__gt=0),
                name="indicators_value_denominator_positive",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | Q(numerator__isnull=False),
                name="indicators_value_says_something",
            ),
            models.CheckConstraint(
                condition=Q(grouped_by="") | ~Q(breakdown=""),
                name="indicators_value_grouped_by_categories",
                violation_error_message="Only a category can be grouped by something. Enter it, or leave this empty.",
            ),
        ]

    def __str__(self):
        return f"{self.indicator}, {self.period}"

    def get_absolute_url(self):
        return self.url_of("indicators:indicator", self.indicator.number)
