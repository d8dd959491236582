from django.contrib import messages
from django.shortcuts import redirect

from accounts.forms.people import DatesForm, LeaveForm, RoleFields
from accounts.permissions import check_may_give
from accounts.roles import Permission, Role
from accounts.services import offboarding, roles
from accounts.views.fetch import attempt, list_page_of, page_of, person_of, role_of
from core import forms, records
from core.http.step_up import lately_confirmed
from core.records.page import show
from core.submissions import idempotency


@lately_confirmed
def role_add(request, slug, pk):
    """Give a person one more role."""
    membership = person_of(request, pk)
    return records.add(
        request,
        forms.opened(RoleFields, request, member=request.member),
        heading=f"Give {membership.name} a role",
        up=page_of(membership),
        save=lambda form, by: roles.give(membership=membership, given=form.given, by=request.member),
        done=membership.get_absolute_url(),
        says="{0.membership.name} has the role.",
        action="Give the role",
    )


@lately_confirmed
def role_dates(request, slug, pk, role):
    """Change from when until when a role is held."""
    held = role_of(request, pk, role)
    check_may_give(request.member, Role(held.role), held.agency_id, to=held.membership.user)
    kinds = offboarding.left_behind(held.membership, [held])
    # The form writes what was typed into the record that it is given; the service asks how it stands.
    typed = role_of(request, pk, role)
    options = {"member": request.member, "leaver": held.membership, "kinds": kinds}
    return records.change(
        request,
        forms.opened(DatesForm, request, instance=typed, **options),
        typed,
        heading=f"Dates of “{held}”",
        up=page_of(held.membership),
        save=lambda form, by: _change_dates(held, form, request.member),
        first=lambda form: offboarding.locked(held.membership, form.taker),
        done=held.membership.get_absolute_url(),
        says="The dates of “{}” are saved.",
        membership=held.membership,
        **({"template": "accounts/leave.html", "kinds": kinds} if kinds else {}),
    )


def _change_dates(held, form, by):
    typed = form.cleaned_data
    dates = {"starts_on": typed["starts_on"], "ends_on": typed["ends_on"]}
    return roles.change_dates(held=held, **dates, by=by, to=form.taker)


@lately_confirmed
@idempotency.leading_on
def role_end(request, slug, pk, role):
    """End one role, and hand over what the person cannot hold without it."""
    held = role_of(request, pk, role)
    check_may_give(request.member, Role(held.role), held.agency_id, to=held.membership.user)
    kinds = offboarding.left_behind(held.membership, [held])
    form = forms.opened(LeaveForm, request, member=request.member, leaver=held.membership, kinds=kinds)
    if form.is_bound and form.is_valid():
        taker = form.taker if kinds else None
        # An agency's lead may not see the person any more.
        sees_all = request.member.can(Permission.MANAGE_PEOPLE)
        address = held.membership.get_absolute_url() if sees_all else list_page_of(request)[1]

        def end():
            roles.end(held=held, last_day=form.until, by=request.member, to=taker)
            messages.success(request, f"“{held}” ends for {held.membership.name}.")
            return address

        if attempt(form, lambda: idempotency.once(request, end)):
            return redirect(address)
    return show(
        request,
        form,
        heading=f"End “{held}”",
        up=page_of(held.membership),
        template="accounts/leave.html",
        action="End the role",
        kinds=kinds,
        membership=held.membership,
    )
