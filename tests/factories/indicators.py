import factory

from indicators import models
from tests.factories.core import OwnersFactory, ScopedFactory


class IndicatorFactory(OwnersFactory):
    class Meta:
        model = models.Indicator
        django_get_or_create = ["edition", "number"]

    edition = "2026"
    # None that a test gives itself: indicators belong to nobody, and some tests leave theirs behind.
    number = factory.Sequence(lambda n: 2_000 + n)
    name = factory.LazyAttribute(lambda indicator: f"Indicator {indicator.number}")
    units = "n"


class IndicatorValueFactory(ScopedFactory):
    class Meta:
        model = models.IndicatorValue

    indicator = factory.SubFactory(IndicatorFactory)
    period = "2019-20"
    unit = "n"
    value = 12


class MeasureFactory(ScopedFactory):
    class Meta:
        model = models.Measure

    topic = "Training"
    category = factory.Sequence(lambda n: f"Course {n}")
    period = "2019-20"
    unit = "n"
    value = 30


class PrintedTotalFactory(ScopedFactory):
    class Meta:
        model = models.PrintedTotal

    of = factory.Sequence(lambda n: f"Measure: Topic {n}")
    period = "2019-20"
    printed = 30
    source = "Annual report"


class OwnIndicatorFactory(ScopedFactory):
    class Meta:
        model = models.OwnIndicator

    topic = factory.Sequence(lambda n: f"Own indicator {n}")
    definition = "Visits that were made."


class PeopleAnswerFactory(ScopedFactory):
    class Meta:
        model = models.PeopleAnswer

    topic = factory.Sequence(lambda n: f"Answered topic {n}")
    unit = "n"
    counts_people = False
    reason = "They are audits."
