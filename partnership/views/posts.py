"""Posts of the business unit: the list, one post, and the pages that add, change and end one."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.roles import Permission
from core import forms, records
from core.http.requires import requires
from core.lists import list_page
from partnership.filters import PostFilters
from partnership.forms.people import PostForm
from partnership.models import Post
from partnership.services import posts
from partnership.tables import PostTable
from partnership.views.empty import nothing_yet
from partnership.views.places import actions, adding, list_above


@require_safe
@requires(Permission.VIEW_RECORDS)
def post_list(request, slug):
    filters = PostFilters(request.GET, Post.objects.for_list_page())
    table = PostTable(filters.qs.with_names() if filters.day else filters.qs, order_by="title", day=filters.day)
    context = {"totals": Post.objects.current(filters.day).totals(), "day": filters.day}
    context["add"] = adding(request, "Add a post", "post_add")
    return list_page(
        request, table, filters, context, empty=nothing_yet(request, "posts"), template="partnership/posts.html"
    )


@require_safe
@requires(Permission.VIEW_RECORDS)
def post_detail(request, slug, pk):
    post = get_object_or_404(Post.objects.for_list_page(), pk=pk)
    context = {"post": post, "actions": actions(request, post, (("Change", "post_change"), ("End", "post_end")))}
    return render(request, "partnership/post.html", context)


@requires(Permission.KEEP_RECORDS)
def post_add(request, slug):
    return records.add(
        request,
        forms.opened(PostForm, request),
        heading="Add a post",
        up=list_above(request, "posts", "Posts"),
        save=lambda form, by: posts.add(by=by, **form.values),
    )


@requires(Permission.KEEP_RECORDS)
def post_change(request, slug, pk):
    post = get_object_or_404(Post, pk=pk)
    return records.change(
        request,
        forms.opened(PostForm, request, instance=post),
        post,
        heading=f"Change {post}",
        save=lambda form, by: posts.change(post=post, by=by, **form.values),
    )


@requires(Permission.KEEP_RECORDS)
def post_end(request, slug, pk):
    return records.end(request, get_object_or_404(Post, pk=pk))
