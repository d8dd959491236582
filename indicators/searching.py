"""What the search finds of the figures: the names and words beside them, never the numbers."""

from django.db.models import Q
from django.urls import reverse

from accounts.roles import Permission
from core.dashboard.search import MOST, Hit, matching, searched
from core.formatting.sentences import period
from indicators.discrepancies import found_once
from indicators.models import Explanation, Indicator, IndicatorValue, Measure, OwnIndicator, PrintedTotal


@searched("Indicators", 60, needs=Permission.VIEW_RECORDS)
def indicators(partnership, member, words):
    numbered = Q(number__in=[word for word in words if word.isascii() and word.isdigit() and len(word) < 5])
    found = Indicator.objects.shipped().filter(matching(words, "name", "source", "note", "categories") | numbered)
    for indicator in found[:MOST]:
        address = reverse("indicators:indicator", args=[partnership.slug, indicator.number])
        yield Hit(f"{indicator.number} {indicator.name}", address, indicator.note or indicator.source)


@searched("Comments on indicators", 62, needs=Permission.VIEW_RECORDS)
def comments(partnership, member, words):
    found = IndicatorValue.objects.for_list_page().filter(matching(words, "commentary"))
    for value in found[:MOST]:
        yield Hit(f"{value.indicator}, {period(value.period)}", value.get_absolute_url(), value.commentary)


@searched("Indicators of your own", 63, needs=Permission.VIEW_RECORDS)
def own_indicators(partnership, member, words):
    for one in OwnIndicator.objects.filter(matching(words, "topic", "definition", "source_agency"))[:MOST]:
        yield Hit(one.topic, one.get_absolute_url(), one.definition)


@searched("Other figures", 64, needs=Permission.VIEW_RECORDS)
def figures(partnership, member, words):
    """Topics, each once, with the first of its figures in which the words stand."""
    found = Measure.objects.filter(matching(words, "topic", "category", "grouped_by", "note", "source")).order_by(
        "topic"
    )
    for measure in found.distinct("topic")[:MOST]:
        yield Hit(measure.topic, measure.get_absolute_url(), " · ".join(filter(None, [measure.part, measure.note])))


@searched("Printed totals", 66, needs=Permission.VIEW_RECORDS)
def printed_totals(partnership, member, words):
    """By what a document says about them and where. Whoever keeps the records is led to the row, others to the list."""
    keeps = member.can(Permission.KEEP_RECORDS)
    for total in PrintedTotal.objects.filter(matching(words, "of", "period", "source", "line", "says"))[:MOST]:
        address = total.url_of("indicators:printed", total.pk) if keeps else total.get_absolute_url()
        yield Hit(f"{total.of}, {period(total.period)}", address, " · ".join(filter(None, [total.source, total.says])))


@searched("Explained discrepancies", 68, needs=Permission.VIEW_RECORDS)
def explanations(partnership, member, words):
    """What was written about discrepancies that there still are: the others have no page."""
    written = {one.discrepancy: one for one in Explanation.objects.filter(matching(words, "text"))[:MOST]}
    for found in found_once(partnership) if written else ():
        if one := written.get(found.key):
            address = reverse("indicators:explain", args=[partnership.slug, found.key])
            yield Hit(f"{found.title}, {period(found.period)}", address, one.text)
