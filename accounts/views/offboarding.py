from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.forms.people import LeaveAtOnceForm, LeaveForm, TakerForm
from accounts.permissions import Permission
from accounts.services import offboarding
from accounts.views.fetch import attempt, list_page_of, page_of, person_of
from core import forms
from core.http.requires import requires
from core.http.step_up import lately_confirmed
from core.records.page import show
from core.submissions import idempotency


@lately_confirmed
@idempotency.leading_on
def end(request, slug, pk):
    """End somebody's time here, with all that is open in their name handed over in the same step."""
    membership = person_of(request, pk)
    seen = offboarding.in_reach(request.member, membership)
    offboarding.check_may_end(request.member, membership, membership.held_roles if seen is None else seen)
    is_for_agency = not request.member.can(Permission.MANAGE_PEOPLE)
    kinds = offboarding.left_behind(membership, seen)
    form = forms.opened(
        LeaveAtOnceForm if is_for_agency else LeaveForm,
        request,
        member=request.member,
        leaver=membership,
        kinds=kinds,
    )
    people = list_page_of(request)[1]

    def leave():
        _end(request, membership, form, is_for_agency)
        messages.success(request, _says(membership, None if is_for_agency else form.until))
        return people

    if form.is_bound and form.is_valid() and attempt(form, lambda: idempotency.once(request, leave)):
        return redirect(people)
    return show(
        request,
        form,
        heading=f"End the time of {membership.name} here",
        up=page_of(membership),
        template="accounts/leave.html",
        action="End their time here",
        kinds=kinds,
        membership=membership,
        is_for_agency=is_for_agency,
    )


def _end(request, membership, form, is_for_agency):
    taker = form.taker if "to" in form.fields else None
    if is_for_agency:
        offboarding.end_for_agencies(membership=membership, by=request.member, to=taker)
    else:
        offboarding.end(membership=membership, last_day=form.until, by=request.member, to=taker)


def _says(membership, until) -> str:
    if until is None:
        return f"{membership.name} is out. Their account stays, for other partnerships and for a return."
    return f"The last day of {membership.name} is {until:%-d %B %Y}."


@require_POST
@requires(Permission.MANAGE_PEOPLE)
@lately_confirmed
def stay(request, slug, pk):
    """Take the last day away from somebody who stays after all."""
    membership = person_of(request, pk)
    try:
        offboarding.stay(membership=membership, by=request.member)
    except ValidationError as refusal:
        messages.info(request, " ".join(refusal.messages))
    else:
        messages.success(request, f"{membership.name} stays.")
    return redirect(membership)


@lately_confirmed
@idempotency.leading_on
def hand_over(request, slug, pk):
    """Give all that is open in somebody's name to another person; they stay."""
    membership = person_of(request, pk)
    kinds = offboarding.left_behind(membership, offboarding.in_reach(request.member, membership))
    form = forms.opened(TakerForm, request, member=request.member, leaver=membership, kinds=kinds)

    def give():
        offboarding.hand_over(membership=membership, to=form.taker, by=request.member)
        messages.success(request, f"{form.taker} has taken over from {membership.name}.")
        return membership.get_absolute_url()

    if (
        form.has_to_hand_over
        and form.is_bound
        and form.is_valid()
        and attempt(form, lambda: idempotency.once(request, give))
    ):
        return redirect(membership)
    return show(
        request,
        form,
        heading=f"Hand over the work of {membership.name}",
        up=page_of(membership),
        template="accounts/leave.html",
        action="Hand it over",
        kinds=kinds,
        membership=membership,
        stays=True,
    )
