from django.views.decorators.http import require_safe

from accounts.roles import Permission
from core.lists import list_page
from core.trees import forest
from partnership.filters import PostFilters, RoleHolderFilters
from partnership.models import Post, RoleHolder
from partnership.tables import PostTable, RoleHolderTable
from partnership.views.empty import nothing_yet


@require_safe
def post_list(request, slug):
    request.member.check(Permission.VIEW_RECORDS)
    filters = PostFilters(request.GET, Post.objects.for_list_page())
    table = PostTable(filters.qs, order_by="title")
    context = {"totals": Post.objects.current(filters.day).totals()}
    return list_page(request, "partnership/posts.html", table, filters, context, empty=nothing_yet(request, "posts"))


@require_safe
def role_holder_list(request, slug):
    request.member.check(Permission.VIEW_DIRECTORY)
    filters = RoleHolderFilters(request.GET, RoleHolder.objects.for_list_page())
    holders = list(filters.qs)
    table = RoleHolderTable(holders, order_by="role")
    delegation = [node for node in forest(holders, "delegated_from_id") if node.children]
    context = {"delegation": delegation}
    empty = nothing_yet(request, "role holders")
    return list_page(request, "partnership/role_holders.html", table, filters, context, empty=empty)
