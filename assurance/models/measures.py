from django.db import models

from assurance.models.indicators import figure_field
from core.history import tracked
from core.tenancy import ScopedManager, TenantModel


class MeasureQuerySet(models.QuerySet):
    def topics(self):
        """Every topic with how much there is of it and up to when."""
        return (
            self.order_by("topic")
            .values("topic")
            .annotate(
                latest=models.Max("period"),
                periods=models.Count("period", distinct=True),
                figures=models.Count("pk"),
            )
        )

    def of_topic(self, topic):
        """A topic's figures as the source orders them; none of a text that no topic can have."""
        return self.filter(topic=topic.replace("\0", "")).order_by("unit", "position", "category", "period")


@tracked
class Measure(TenantModel):
    """A figure that no catalogue knows: training totals, actions of an inspection, visits to the website."""

    topic = models.CharField(max_length=120)
    category = models.CharField(max_length=200)
    period = models.CharField(max_length=12)
    unit = models.CharField(max_length=20)
    value = figure_field()
    is_exhaustive = models.BooleanField("parts are exhaustive", default=False)
    is_published = models.BooleanField("already published", default=False)
    source = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)

    objects = ScopedManager.from_queryset(MeasureQuerySet)()

    class Meta:
        ordering = ["topic", "-period", "position", "category"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "topic", "category", "period", "unit"], name="assurance_measure_once"
            )
        ]

    def __str__(self):
        return f"{self.topic}: {self.category}, {self.period}"
