from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.roles import Permission
from core.db.trees import forest
from core.http.requires import requires
from core.lists import list_page
from partnership.filters import PostFilters, RoleHolderFilters
from partnership.models import Post, RoleHolder
from partnership.services import role_holders
from partnership.tables import PostTable, RoleHolderTable
from partnership.views.empty import nothing_yet
from partnership.views.places import actions, adding


@require_safe
@requires(Permission.VIEW_RECORDS)
def post_list(request, slug):
    filters = PostFilters(request.GET, Post.objects.for_list_page())
    table = PostTable(filters.qs.with_names() if filters.day else filters.qs, order_by="title", day=filters.day)
    context = {"totals": Post.objects.current(filters.day).totals(), "day": filters.day}
    context["add"] = adding(request, "Add a post", "post_add")
    return list_page(request, "partnership/posts.html", table, filters, context, empty=nothing_yet(request, "posts"))


@require_safe
@requires(Permission.VIEW_RECORDS)
def post_detail(request, slug, pk):
    post = get_object_or_404(Post.objects.for_list_page(), pk=pk)
    context = {"post": post, "actions": actions(request, post, (("Change", "post_change"), ("End", "post_end")))}
    return render(request, "partnership/post.html", context)


@require_safe
@requires(Permission.VIEW_DIRECTORY)
def role_holder_list(request, slug):
    """Who holds which role, and from whom it was delegated, today or on another day."""
    filters = RoleHolderFilters(request.GET, RoleHolder.objects.for_list_page())
    holders = list(filters.qs.with_names() if filters.day else filters.qs)
    table = RoleHolderTable(holders, order_by="role", day=filters.day)
    delegation = [node for node in forest(holders, "delegated_from_id") if node.children]
    context = {"delegation": delegation, "add": adding(request, "Add a role holder", "role_holder_add")}
    empty = nothing_yet(request, "role holders")
    return list_page(request, "partnership/role_holders.html", table, filters, context, empty=empty)


@require_safe
@requires(Permission.VIEW_DIRECTORY)
def role_holder_detail(request, slug, pk):
    """Who holds a role: from whom, to whom it is delegated further, and who held it before and after."""
    holder = get_object_or_404(RoleHolder.objects.for_list_page(), pk=pk)
    context = {
        "holder": holder,
        "below": RoleHolder.objects.delegated_by(holder).select_related("agency"),
        "line": role_holders.held_before_and_after(holder),
        "actions": actions(request, holder, ENDED_ROLE if holder.has_ended else ROLE),
    }
    return render(request, "partnership/role_holder.html", context)


ENDED_ROLE = (("Change", "role_holder_change"), ("Change the last day", "role_holder_end"))
ROLE = (("Change", "role_holder_change"), ("Hand over", "role_hand_over"), ("End", "role_holder_end"))
