"""Groups: add, change, move, review the terms of reference, end."""

from django.shortcuts import get_object_or_404

from accounts.roles import Permission
from core import forms, records
from core.http.requires import requires
from partnership.forms.groups import GroupForm, MoveForm, TermsForm, joint_bodies
from partnership.models import Group
from partnership.services import groups
from partnership.views.ends import OpenThing, ends_also, listed
from partnership.views.places import list_above


@requires(Permission.KEEP_RECORDS)
def group_add(request, slug):
    return records.add(
        request,
        forms.opened(GroupForm, request, bodies=joint_bodies(request.partnership)),
        heading="Add a group",
        up=list_above(request, "groups", "Structure"),
        save=lambda form, by: groups.add(by=by, **form.values),
    )


def group_change(request, slug, pk):
    group = opened_group(request, pk)
    return records.change(
        request,
        forms.opened(GroupForm, request, instance=group, bodies=joint_bodies(request.partnership)),
        group,
        heading=f"Change {group}",
        save=lambda form, by: groups.change(group=group, by=by, **form.values),
    )


def group_move(request, slug, pk):
    group = opened_group(request, pk)
    return records.change(
        request,
        forms.opened(MoveForm, request, instance=group),
        group,
        heading=f"Move {group}",
        save=lambda form, by: groups.move(group=group, by=by, **form.values),
        says="{} has moved.",
        action="Move",
    )


def group_terms(request, slug, pk):
    """Notes a review of the terms of reference, and when the next one is due."""
    group = opened_group(request, pk)
    return records.change(
        request,
        forms.opened(TermsForm, request, instance=group),
        group,
        heading=f"Terms of reference of {group}",
        save=lambda form, by: groups.review_terms(
            group=group,
            reviewed_on=form.values["terms_reviewed_on"],
            due_on=form.values["terms_due_on"],
            by=by,
        ),
    )


def group_end(request, slug, pk):
    """Ends a group; groups below it come first, its seats, chairs and relationships can end with it."""
    group = opened_group(request, pk)
    also = ends_also(request)

    def blockers(group, on):
        below = [
            OpenThing(f"{one} reports to it", one.url_of("partnership:group_move", one.pk), False)
            for one in group.children.lasting(on)
        ]
        parts = [OpenThing(_said(part), group.get_absolute_url(), True) for part in groups.parts_lasting(group, on)]
        return listed(below if also else below + parts)

    return records.end(
        request,
        group,
        blockers=blockers,
        save=lambda group, on, by: groups.end(group=group, on=on, with_seats=also, by=by),
        template="partnership/end_with_open_work.html",
    )


def _said(part) -> str:
    name = type(part).__name__
    return {"GroupMember": "The seat of {}", "GroupChair": "The chair {}", "GroupLink": "{}"}[name].format(
        part.agency if name == "GroupMember" else part
    )


@requires(Permission.KEEP_RECORDS)
def opened_group(request, pk):
    """The group, for those who keep records."""
    return get_object_or_404(Group, pk=pk)
