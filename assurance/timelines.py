"""Which figures have a page of their history. Counts that may identify somebody are told to those who keep them."""

from django.urls import reverse

from assurance.models import Explanation, IndicatorValue, Measure, PrintedTotal
from core.timelines import timeline

timeline(
    IndicatorValue,
    url=lambda value: reverse("assurance:indicator", args=[value.partnership.slug, value.indicator.number]),
    counts=["value", "numerator", "denominator", "previous"],
)
timeline(
    Measure,
    url=lambda measure: reverse("assurance:measure_topic", args=[measure.partnership.slug, measure.topic]),
    hidden=["position"],
    counts=["value"],
)
timeline(PrintedTotal, url=lambda total: reverse("assurance:discrepancies", args=[total.partnership.slug]))
timeline(
    Explanation,
    url=lambda written: reverse("assurance:discrepancies", args=[written.partnership.slug]),
    hidden=["version", "discrepancy", "written_at", "written_by"],
    counts=["computed"],
)
