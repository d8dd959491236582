"""Which figures have a page of their history. Counts that may identify somebody are told to those who keep them."""

from django.urls import reverse

from assurance.models import Explanation, IndicatorValue, Measure, OwnIndicator, PeopleAnswer, PrintedTotal
from core.timelines import timeline


def _topic(measure):
    """The topic's page; the list where its last figure was taken back."""
    if measure.taken_back and not Measure.objects.of_topic(measure.topic).exists():
        return _topics(measure)
    return reverse("assurance:measure_topic", args=[measure.partnership.slug, measure.topic])


def _of_series(answer):
    """The page of the figures that somebody has said something of."""
    if answer.indicator_id:
        return reverse("assurance:indicator", args=[answer.partnership.slug, answer.indicator.number])
    return _topic(answer) if Measure.objects.of_topic(answer.topic).exists() else _topics(answer)


def _topics(row):
    return reverse("assurance:measures", args=[row.partnership.slug])


timeline(
    IndicatorValue,
    url=lambda value: reverse("assurance:indicator", args=[value.partnership.slug, value.indicator.number]),
    counts=["value", "numerator", "denominator", "previous"],
)
timeline(
    Measure,
    url=_topic,
    hidden=["position"],
    counts=["value"],
)
timeline(PrintedTotal, url=lambda total: reverse("assurance:printed_totals", args=[total.partnership.slug]))
timeline(
    Explanation,
    url=lambda written: reverse("assurance:discrepancies", args=[written.partnership.slug]),
    hidden=["version", "discrepancy", "written_at", "written_by"],
    counts=["computed"],
)
timeline(OwnIndicator, url=lambda one: reverse("assurance:measure_topic", args=[one.partnership.slug, one.topic]))
timeline(PeopleAnswer, url=_of_series, hidden=["said_at", "said_by"])
