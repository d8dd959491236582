"""Posts and role holders: add, change, end, hand over."""

from django.shortcuts import get_object_or_404

from accounts.roles import Permission
from core import forms, records
from core.http.requires import requires
from core.records.page import Up
from partnership.forms.people import HandOverForm, PostForm, RoleHolderForm
from partnership.models import Post, RoleHolder
from partnership.services import posts, role_holders
from partnership.views.places import list_above


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


@requires(Permission.KEEP_RECORDS)
def role_holder_add(request, slug):
    return records.add(
        request,
        forms.opened(RoleHolderForm, request, initial=_asked(request)),
        heading="Add a role holder",
        up=list_above(request, "role_holders", "Role holders"),
        save=lambda form, by: role_holders.add(by=by, **form.values),
    )


def _asked(request) -> dict:
    """What another page has filled in already: the role that nobody holds, and for which agency."""
    return {name: request.GET[name] for name in ("role", "agency") if name in request.GET}


@requires(Permission.KEEP_RECORDS)
def role_holder_change(request, slug, pk):
    holder, up = _holder(pk)
    return records.change(
        request,
        forms.opened(RoleHolderForm, request, instance=holder),
        holder,
        heading=f"Change {holder.title}",
        save=lambda form, by: role_holders.change(holder=holder, by=by, **form.values),
        up=up,
    )


@requires(Permission.KEEP_RECORDS)
def role_holder_end(request, slug, pk):
    """Ends a role; refused, with the list, while somebody holds a part of it for longer."""
    holder, up = _holder(pk)

    def blockers(holder, on):
        below = RoleHolder.objects.delegated_by(holder).lasting(on)
        return [records.Blocker(f"Delegated to {one.title}", one.get_absolute_url()) for one in below]

    return records.end(
        request,
        holder,
        heading=f"End the role of {holder.title}",
        blockers=blockers,
        save=lambda holder, on, by: role_holders.end(holder=holder, on=on, by=by),
        up=up,
    )


@requires(Permission.KEEP_RECORDS)
def role_hand_over(request, slug, pk):
    """Lets somebody else hold the role from a day on."""
    holder, up = _holder(pk)
    form = forms.opened(
        HandOverForm,
        request,
        has_delegations=RoleHolder.objects.delegated_by(holder).exists(),
        initial={"agency": holder.agency_id},
    )
    return records.add(
        request,
        form,
        heading=f"Hand over: {holder.get_role_display().lower()}, {holder.title}",
        save=lambda form, by: role_holders.hand_over(holder=holder, by=by, **{"with_delegations": False} | form.values),
        says="{} is on record.",
        action="Hand over",
        up=up,
    )


def _holder(pk):
    """The holder, and their page under their title alone."""
    holder = get_object_or_404(RoleHolder.objects.for_list_page(), pk=pk)
    return holder, Up(holder.title, holder.get_absolute_url())
