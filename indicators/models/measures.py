from django.db import models

from core.db.headings import HeadingField
from core.db.names import Fold, FoldGrouping, sort_key_of
from core.formatting.units.fields import UnitField
from core.history.tracking import tracked
from core.history.voiding import NOT_VOIDED, NotVoidedManager, VoidableModel
from core.submissions.questions import ConfirmedModel
from indicators.models.indicators import figure_field, grouped_by_field
from indicators.models.people import InSeries


class MeasureQuerySet(models.QuerySet):
    def topics(self):
        """Every topic with how much there is of it and up to when."""
        return (
            self.order_by("topic_sort", "topic")
            .values("topic", "topic_sort")
            .annotate(
                latest=models.Max("period"),
                periods=models.Count("period", distinct=True),
                figures=models.Count("pk"),
            )
        )

    def last_breakdown(self, topic) -> str:
        """The breakdown that a topic had first in its last period."""
        listed = self.filter(topic=topic).order_by("-period", "position")
        return listed.values_list("grouped_by", flat=True).first() or ""

    def categories_of(self, topic, grouped_by: str):
        """The categories that a breakdown of a topic had in its last period, in their order."""
        of = self.filter(topic=topic, grouped_by=grouped_by)
        last = of.order_by("-period").values("period")[:1]
        found = of.filter(period=models.Subquery(last)).order_by("position").values_list("category", flat=True)
        return dict.fromkeys(found)

    def summed(self):
        """Topics whose categories are all there are, so that they can be added up."""
        return (
            self.filter(is_exhaustive=True).order_by("topic_sort", "topic").values_list("topic", flat=True).distinct()
        )

    def of_topic(self, topic):
        """A topic's figures as the source orders them; none of a text that no topic can have."""
        return self.filter(topic=topic.replace("\0", "")).order_by("unit", "position", "category_sort", "period")


@tracked
class Measure(InSeries, ConfirmedModel, VoidableModel):
    """A figure that no catalogue knows: training totals, actions of an inspection, visits to the website."""

    about, category_in = "topic", "category"

    topic = HeadingField(max_length=120, shared=["indicators.OwnIndicator.topic"])
    topic_sort = sort_key_of("topic")
    category = HeadingField(max_length=200, within=["topic"])
    category_sort = sort_key_of("category")
    grouped_by = grouped_by_field("topic")
    period = models.CharField(max_length=12)
    unit = UnitField()
    value = figure_field()
    is_exhaustive = models.BooleanField("parts are exhaustive", default=False)
    is_published = models.BooleanField("already published", default=False)
    source = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)

    objects = NotVoidedManager.from_queryset(MeasureQuerySet)()

    class Meta:
        ordering = ["topic_sort", "topic", "-period", "position", "category_sort"]
        constraints = [
            models.UniqueConstraint(
                "partnership",
                Fold("topic"),
                FoldGrouping("grouped_by"),
                Fold("category"),
                "period",
                "unit",
                condition=NOT_VOIDED,
                name="indicators_measure_once",
            )
        ]

    def __str__(self):
        return f"{self.topic}: {self.part}, {self.period}"

    def get_absolute_url(self):
        """The topic's page; the list of topics where its last figure was taken back."""
        if self.void_reason and not Measure.objects.of_topic(self.topic).exists():
            return self.url_of("indicators:measures")
        return self.url_of("indicators:measure_topic", self.topic)
