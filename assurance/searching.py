"""What the search finds of the figures: the names and words beside them, never the numbers."""

from django.db.models import Q
from django.urls import reverse

from accounts.roles import Permission
from assurance.models import Indicator, IndicatorValue, Measure
from core.search import MOST, Hit, matching, searched
from core.sentences import period


@searched("Indicators", 60)
def indicators(partnership, member, words):
    if not member.can(Permission.VIEW_RECORDS):
        return
    numbered = Q(number__in=[word for word in words if word.isascii() and word.isdigit() and len(word) < 5])
    found = Indicator.objects.shipped().filter(matching(words, "name", "source", "note", "categories") | numbered)
    for indicator in found[:MOST]:
        address = reverse("assurance:indicator", args=[partnership.slug, indicator.number])
        yield Hit(f"{indicator.number} {indicator.name}", address, indicator.note or indicator.source)


@searched("Comments on indicators", 62)
def comments(partnership, member, words):
    if not member.can(Permission.VIEW_RECORDS):
        return
    found = IndicatorValue.objects.for_list_page().filter(matching(words, "commentary"))
    for value in found[:MOST]:
        address = reverse("assurance:indicator", args=[partnership.slug, value.indicator.number])
        yield Hit(f"{value.indicator}, {period(value.period)}", address, value.commentary)


@searched("Other figures", 64)
def figures(partnership, member, words):
    """Topics, each once, with the first of its figures in which the words stand."""
    if not member.can(Permission.VIEW_RECORDS):
        return
    found = Measure.objects.filter(matching(words, "topic", "category", "note", "source")).order_by("topic")
    for measure in found.distinct("topic")[:MOST]:
        address = reverse("assurance:measure_topic", args=[partnership.slug, measure.topic])
        yield Hit(measure.topic, address, " · ".join(filter(None, [measure.category, measure.note])))
