"""Seats, chairs and relationships of a group."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect

from accounts.roles import Permission
from core import forms, records
from core.http.requires import requires
from core.records.page import attempt, own_page, show
from partnership.forms.groups import ChairForm, EndSeatsForm, LinkForm, SeatForm, SeatsForm
from partnership.models import GroupChair, GroupLink, GroupMember
from partnership.services import seats
from partnership.views.keeping.groups import opened_group


def seats_add(request, slug, pk):
    """Gives seats to several agencies at once."""
    group = opened_group(request, pk=pk)
    return records.add(
        request,
        forms.opened(SeatsForm, request, instance=GroupMember(group=group)),
        heading=f"Add members to {group}",
        save=lambda form, by: Several(seats.add(group=group, by=by, **form.values)),
        says="{}.",
        action="Add the members",
        **records.within(group),
    )


class Several(list):
    """Seats that were added together."""

    def __str__(self):
        return f"{len(self)} members are added" if len(self) > 1 else f"{self[0].agency} is added"


def seats_end(request, slug, pk):
    """Ends several seats on one day."""
    group = opened_group(request, pk=pk)
    open_ones = list(group.members.for_list_page().unended())
    form = forms.opened(EndSeatsForm, request, seats=open_ones)
    if form.is_valid() and (ended := _ended(request, form)):
        count = len(ended)
        messages.success(request, f"{count} seats have their last day." if count > 1 else "The seat has its last day.")
        return redirect(group)
    context = {"heading": f"End seats in {group}", "up": own_page(group), "action": "End the seats"}
    return show(request, form, **context)


def _ended(request, form):
    chosen = form.cleaned_data
    return attempt(form, lambda: seats.end(seats=chosen["seats"], on=chosen["ends_on"], by=request.user))


@requires(Permission.KEEP_RECORDS)
def seat_change(request, slug, pk):
    seat = get_object_or_404(GroupMember.objects.select_related("agency", "group"), pk=pk)
    return records.change(
        request,
        forms.opened(SeatForm, request, instance=seat),
        seat,
        heading=f"Change the seat of {seat.agency}",
        save=lambda form, by: seats.change(seat=seat, by=by, **form.values),
        says="The seat is saved.",
        **records.within(seat.group),
    )


def chair_add(request, slug, pk):
    group = opened_group(request, pk=pk)
    return records.add(
        request,
        forms.opened(ChairForm, request, instance=GroupChair(group=group)),
        heading=f"Add a chair of {group}",
        save=lambda form, by: seats.add_chair(group=group, by=by, **form.values),
        **records.within(group),
    )


@requires(Permission.KEEP_RECORDS)
def chair_change(request, slug, pk):
    chair = get_object_or_404(GroupChair.objects.select_related("group"), pk=pk)
    return records.change(
        request,
        forms.opened(ChairForm, request, instance=chair),
        chair,
        heading=f"Change the chair {chair}",
        save=lambda form, by: seats.change_chair(chair=chair, by=by, **form.values),
        **records.within(chair.group),
    )


@requires(Permission.KEEP_RECORDS)
def chair_end(request, slug, pk):
    chair = get_object_or_404(GroupChair.objects.select_related("group"), pk=pk)
    return records.end(request, chair, heading=f"End the chair {chair}", **records.within(chair.group))


def link_add(request, slug, pk):
    group = opened_group(request, pk=pk)
    return records.add(
        request,
        forms.opened(LinkForm, request, instance=GroupLink(group=group)),
        heading=f"Add a relationship of {group}",
        save=lambda form, by: seats.add_link(group=group, by=by, **form.values),
        says="“{}” is added.",
        **records.within(group),
    )


@requires(Permission.KEEP_RECORDS)
def link_change(request, slug, pk):
    link = get_object_or_404(GroupLink.objects.select_related("group", "to_group"), pk=pk)
    return records.change(
        request,
        forms.opened(LinkForm, request, instance=link),
        link,
        heading="Change a relationship",
        save=lambda form, by: seats.change_link(link=link, by=by, **form.values),
        says="“{}” is saved.",
        **records.within(link.group),
    )
