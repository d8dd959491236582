from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.roles import Permission
from core.http.requires import requires
from core.lists import list_page
from core.templatetags.rows import MOST
from partnership.filters import GroupFilters
from partnership.models import Group, GroupLink
from partnership.structure import structure_of
from partnership.tables import GroupTable
from partnership.views.empty import nothing_yet
from partnership.views.places import actions, adding


@require_safe
@requires(Permission.VIEW_DIRECTORY)
def group_list(request, slug):
    """The groups with who reports to whom, today or on another day."""
    filters = GroupFilters(request.GET, Group.objects.for_structure_page())
    groups = list(filters.qs.with_parts_on(filters.day))
    for group in groups:
        group.chairs_said = [chair.said_on(filters.day) for chair in group.chairs.all()]
    table = GroupTable(groups, order_by="name", day=filters.day)
    context = {
        "tree": structure_of(groups) if len(groups) <= MOST else [],
        "day": filters.day,
        "mine": request.own_slugs,
        "add": adding(request, "Add a group", "group_add"),
    }
    return list_page(
        request, table, filters, context, empty=nothing_yet(request, "groups"), template="partnership/groups.html"
    )


@require_safe
@requires(Permission.VIEW_DIRECTORY)
def group_detail(request, slug, pk):
    group = get_object_or_404(Group.objects.for_detail_page(), pk=pk)
    seats, chairs = group.members.for_list_page(), group.chairs.for_list_page()
    context = {
        "group": group,
        "above": [group.parent] if group.parent else [],
        "other_names": "; ".join(alias.name for alias in group.aliases.all()),
        "seats": [seat for seat in seats if not seat.has_ended],
        "earlier_seats": [seat for seat in seats if seat.has_ended],
        "chairs": [chair for chair in chairs if not chair.has_ended],
        "earlier_chairs": [chair for chair in chairs if chair.has_ended],
        "links": GroupLink.objects.touching(group),
        "mine": request.own_slugs,
        "actions": actions(request, group, _actions_of(group)),
        "parts": actions(request, group, _parts_of(group, seats)),
        "keeps": request.member.can(Permission.KEEP_RECORDS),
    }
    return render(request, "partnership/group.html", context)


def _actions_of(group):
    if group.has_ended:
        return [("Change", "group_change"), ("Change the last day", "group_end")]
    terms = [] if group.joint_body else [("Review the terms of reference", "group_terms")]
    return [("Change", "group_change"), ("Move", "group_move"), *terms, ("End", "group_end")]


def _parts_of(group, seats):
    """What belongs to the group: nothing is added to one that has ended, and a joint body keeps its own members."""
    if group.has_ended:
        return []
    if group.joint_body:
        return [("Add a relationship", "link_add")]
    ends = [("End seats", "seats_end")] if any(seat.ends_on is None for seat in seats) else []
    return [("Add members", "seats_add"), *ends, ("Add a chair", "chair_add"), ("Add a relationship", "link_add")]
