from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.roles import Permission
from core.formatting.folding import sort_key
from core.http.requires import requires
from core.lists import cut, list_page
from indicators.models import Measure, OwnIndicator
from indicators.pages import legend, topic_tables
from indicators.people import series_of, told
from indicators.suppression import show_measures
from indicators.tables import TopicTable
from indicators.visibility import rule_of
from partnership.views.empty import nothing_yet


@require_safe
@requires(Permission.VIEW_RECORDS)
def topic_list(request, slug):
    table = TopicTable(_topics(), order_by="topic")
    context = {"may_keep": request.member.can(Permission.KEEP_RECORDS)}
    return list_page(
        request, table, None, context, empty=nothing_yet(request, "figures"), template="indicators/topics.html"
    )


@require_safe
@requires(Permission.VIEW_RECORDS)
def topic_detail(request, slug, topic):
    measures = list(Measure.objects.of_topic(topic))
    own = OwnIndicator.objects.of_topic(topic)
    if not measures and own is None:
        raise Http404("No figures of that topic.")
    rule = rule_of(request.member, request.partnership)
    shown = show_measures(measures, rule)
    tables, page = cut(request, topic_tables(measures, shown), "lines")
    here = [cell["row"] for table in tables for line in table["lines"] for cell in line["cells"] if cell["row"]]
    context = {
        "topic": topic,
        "own": own,
        "tables": tables,
        "page": page,
        "notes": [measure for measure in here if measure.note],
        "sources": list(dict.fromkeys(measure.source for measure in here if measure.source)),
        "rule": legend(rule, shown),
        "people": told(_series(here, own), topic=topic),
        "may_keep": request.member.can(Permission.KEEP_RECORDS),
    }
    return render(request, "indicators/topic.html", context)


def _series(measures, own: OwnIndicator | None) -> list:
    """Those of the topic's figures; of an indicator of the partnership's own also before it has any."""
    return series_of(measures) or [(own.partnership_id, own.topic, own.unit)]


def _topics() -> list[dict]:
    """Every topic, and indicators of the partnership's own that have no figure yet; two queries."""
    own = {one.topic: one for one in OwnIndicator.objects.all()}
    topics = [{**topic, "own": _kind(own.pop(topic["topic"], None))} for topic in Measure.objects.topics()]
    empty = {"latest": None, "periods": 0, "figures": 0}
    return topics + [
        {"topic": one.topic, "topic_sort": sort_key(one.topic), **empty, "own": _kind(one)} for one in own.values()
    ]


def _kind(own: OwnIndicator | None) -> str:
    if own is None:
        return ""
    return "Own indicator, ended" if own.has_ended else "Own indicator"
