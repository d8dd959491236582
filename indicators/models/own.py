from django.db import models
from django.db.models import OuterRef, Subquery

from core.db.effective_dates import DatedModel, DatedQuerySet
from core.db.headings import HeadingField
from core.db.names import Fold
from core.db.tenancy import ScopedManager
from core.formatting.units.fields import UnitField
from core.history.tracking import tracked
from indicators.models.indicators import Indicator
from indicators.models.measures import Measure


class OwnIndicatorQuerySet(DatedQuerySet):
    def of_topic(self, topic):
        """The one that says what the topic's figures count, or None."""
        return self.filter(topic=topic.replace("\0", "")).first()

    def with_last_period(self):
        """Annotates `last`: the latest period of which there is a figure."""
        latest = Measure.objects.filter(topic=OuterRef("topic")).order_by("-period")
        return self.annotate(last=Subquery(latest.values("period")[:1]))


@tracked
class OwnIndicator(DatedModel):
    """An indicator that a partnership counts for itself: what the figures of one topic mean, and how often they come.

    Its values are measures of that topic, with all that those have: suppression, imports, exports and sections of the
    report. It is known by its name, and so never taken for one of the catalogue, which is known by a number.
    """

    class Frequency(models.TextChoices):
        QUARTERLY = "Quarterly", "Each quarter"
        YEARLY = "Yearly", "Each year"

    topic = HeadingField("name", max_length=120, shared=["indicators.Measure.topic"])
    definition = models.TextField()
    unit = UnitField(default="n")
    frequency = models.CharField("how often", max_length=12, choices=Frequency, blank=True)
    source_agency = models.CharField("from", max_length=200, blank=True)
    good_direction = models.CharField(max_length=10, choices=Indicator.Direction, default=Indicator.Direction.NEUTRAL)

    objects = ScopedManager.from_queryset(OwnIndicatorQuerySet)()

    class Meta(DatedModel.Meta):
        ordering = ["topic__sort"]
        constraints = [
            *DatedModel.Meta.constraints,
            models.UniqueConstraint(
                "partnership",
                Fold("topic"),
                name="indicators_ownindicator_once",
                violation_error_message="There is an indicator of your own of this name already.",
            ),
        ]

    def __str__(self):
        return self.topic

    def get_absolute_url(self):
        return self.url_of("indicators:measure_topic", self.topic)
