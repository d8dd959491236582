"""Role holders: who holds which role, and the pages that add, change, end and hand over one."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.roles import Permission
from core import forms, records
from core.db.trees import forest
from core.http.requires import requires
from core.lists import list_page
from core.lists.filters import DatedFilters
from core.records.page import Up
from core.templatetags.rows import MOST
from partnership.forms.people import HandOverForm, RoleHolderForm
from partnership.models import RoleHolder
from partnership.services import role_holders
from partnership.tables import RoleHolderTable
from partnership.views.empty import nothing_yet
from partnership.views.places import actions, adding, list_above


@require_safe
@requires(Permission.VIEW_DIRECTORY)
def role_holder_list(request, slug):
    """Who holds which role, and from whom it was delegated, today or on another day."""
    filters = DatedFilters(request.GET, RoleHolder.objects.for_list_page())
    holders = list(filters.qs.with_names() if filters.day else filters.qs)
    table = RoleHolderTable(holders, order_by="role", day=filters.day)
    delegation = [node for node in forest(holders, "delegated_from_id") if node.children]
    delegation = delegation if len(holders) <= MOST else []
    context = {"delegation": delegation, "add": adding(request, "Add a role holder", "role_holder_add")}
    empty = nothing_yet(request, "role holders")
    return list_page(request, table, filters, context, empty=empty, template="partnership/role_holders.html")


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
