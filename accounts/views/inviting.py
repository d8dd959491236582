from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.forms.people import InviteForm, LeaveAtOnceForm
from accounts.services import invitations, offboarding
from accounts.views.fetch import LOOKS_AFTER, attempt, list_page_of, page_of, person_of
from core import forms
from core.http.step_up import lately_confirmed
from core.records.page import show
from core.submissions import idempotency


@lately_confirmed
def invite(request, slug):
    """Ask somebody to join. Sent twice it invites once."""
    request.member.check_any(*LOOKS_AFTER)
    form = forms.opened(InviteForm, request, member=request.member)
    receipt = form.is_bound and form.is_valid() and form.cleaned_data["receipt"]
    sent = []
    if form.is_bound and form.is_valid() and attempt(form, lambda: sent.append(_invited(request, form, receipt))):
        messages.success(request, f"We have emailed {form.cleaned_data['email']}.")
    if receipt and (before := idempotency.taken(request, receipt)):
        return redirect(before.went_to)
    if any(sent):
        return redirect(sent[0])
    return show(request, form, heading="Invite somebody", up=list_page_of(request), action="Send the invitation")


def _invited(request, form, receipt):
    """The address of the person's page; None where another post of the form has invited them."""
    if receipt and not idempotency.first_time(request, receipt):
        return None
    typed = form.cleaned_data
    membership = invitations.invite(
        partnership=request.partnership,
        name=typed["name"],
        email=typed["email"],
        given=form.given,
        by=request.member,
    )
    address = membership.get_absolute_url()
    if receipt:
        idempotency.led_to(receipt, address)
    return address


@require_POST
@lately_confirmed
def resend(request, slug, pk):
    membership = person_of(request, pk)

    def send():
        invitations.resend(membership=membership, by=request.member)
        messages.success(request, f"We have emailed {membership.email} again.")
        return membership.get_absolute_url()

    try:
        idempotency.once(request, send)
    except ValidationError as refusal:
        messages.info(request, " ".join(refusal.messages))
    return redirect(membership)


@lately_confirmed
@idempotency.leading_on
def withdraw(request, slug, pk):
    """Take an invitation back."""
    membership = person_of(request, pk)
    offboarding.check_may_end(request.member, membership, membership.held_roles)
    people = list_page_of(request)[1]
    kinds = offboarding.left_behind(membership)
    form = forms.opened(LeaveAtOnceForm, request, member=request.member, leaver=membership, kinds=kinds)
    if form.is_bound and form.is_valid():

        def take_back():
            taker = form.taker if "to" in form.fields else None
            invitations.withdraw(membership=membership, by=request.member, to=taker)
            messages.success(request, f"The invitation of {membership.name} is withdrawn. Its link no longer works.")
            return people

        if attempt(form, lambda: idempotency.once(request, take_back)):
            return redirect(people)
    return show(
        request,
        form,
        heading=f"Withdraw the invitation of {membership.name}",
        up=page_of(membership),
        template="accounts/leave.html",
        action="Withdraw the invitation",
        kinds=kinds,
        membership=membership,
    )
