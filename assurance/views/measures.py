from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.roles import Permission
from assurance.models import Measure
from assurance.pages import legend, topic_tables
from assurance.seen import rule_of
from assurance.suppression import show_measures
from assurance.tables import TopicTable
from core.lists import list_page
from partnership.views.empty import nothing_yet


@require_safe
def topic_list(request, slug):
    request.member.check(Permission.VIEW_RECORDS)
    table = TopicTable(Measure.objects.topics(), order_by="topic")
    context = {"may_keep": request.member.can(Permission.KEEP_RECORDS)}
    return list_page(request, "assurance/topics.html", table, None, context, empty=nothing_yet(request, "figures"))


@require_safe
def topic_detail(request, slug, topic):
    request.member.check(Permission.VIEW_RECORDS)
    measures = list(Measure.objects.of_topic(topic))
    if not measures:
        raise Http404("No figures of that topic.")
    rule = rule_of(request.member, request.partnership)
    shown = show_measures(measures, rule)
    context = {
        "topic": topic,
        "tables": topic_tables(measures, shown),
        "notes": [measure for measure in measures if measure.note],
        "sources": list(dict.fromkeys(measure.source for measure in measures if measure.source)),
        "rule": legend(rule, shown),
        "may_keep": request.member.can(Permission.KEEP_RECORDS),
    }
    return render(request, "assurance/topic.html", context)
