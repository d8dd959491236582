"""Which figures have a page of their history. Counts that may identify somebody are told to those who keep them."""

from django.urls import reverse

from assurance.models import Explanation, IndicatorValue, Measure, OwnIndicator, PrintedTotal
from core.timelines import timeline


def _topic(measure):
    """The topic's page; the list where its last figure was taken back."""
    slug = measure.partnership.slug
    if measure.taken_back and not Measure.objects.of_topic(measure.topic).exists():
        return reverse("assurance:measures", args=[slug])
    return reverse("assurance:measure_topic", args=[slug, measure.topic])


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
