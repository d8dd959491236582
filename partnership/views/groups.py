from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.roles import Permission
from core.lists import list_page
from partnership.filters import GroupFilters
from partnership.models import Group, GroupLink
from partnership.structure import structure_of
from partnership.tables import GroupTable
from partnership.views.empty import nothing_yet


@require_safe
def group_list(request, slug):
    request.member.check(Permission.VIEW_DIRECTORY)
    filters = GroupFilters(request.GET, Group.objects.for_structure_page())
    groups = list(filters.qs)
    table = GroupTable(groups, order_by="name")
    context = {"tree": structure_of(groups), "mine": request.own_slugs}
    empty = nothing_yet(request, "groups")
    return list_page(request, "partnership/groups.html", table, filters, context, empty=empty)


@require_safe
def group_detail(request, slug, pk):
    request.member.check(Permission.VIEW_DIRECTORY)
    group = get_object_or_404(Group.objects.for_detail_page(), pk=pk)
    context = {
        "group": group,
        "above": [group.parent] if group.parent else [],
        "other_names": "; ".join(alias.name for alias in group.aliases.all()),
        "members": group.members.for_list_page(),
        "chairs": group.chairs.for_list_page(),
        "links": GroupLink.objects.touching(group),
        "mine": request.own_slugs,
    }
    return render(request, "partnership/group.html", context)
