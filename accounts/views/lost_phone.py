from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission
from accounts.services import second_factor
from accounts.views.fetch import page_of, person_of
from core.http import access_log
from core.http.requires import requires
from core.http.step_up import lately_confirmed
from core.models import AccessEntry


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_PEOPLE)
@lately_confirmed
def lost_phone(request, slug, pk):
    """Take a person's second factor away, for somebody who has lost phone and codes and whom the reader knows."""
    membership = person_of(request, pk)
    if membership.user == request.user:
        return redirect("second_factor")
    if membership.is_invited:
        messages.info(request, f"{membership.name} has not accepted the invitation yet.")
        return redirect(membership)
    if second_factor.of(membership.user) is None:
        messages.info(request, f"{membership.user} has no second factor.")
        return redirect(membership)
    if request.method == "POST":
        access_log.record(request, AccessEntry.Action.REMOVE, f"The second factor of {membership.user.email}")
    second_factor.check_may_remove(membership.user, request.user)
    if request.method != "POST":
        return render(request, "accounts/lost_phone.html", {"membership": membership, "up": page_of(membership)})
    second_factor.remove(user=membership.user, by=request.user)
    messages.success(request, f"The second factor of {membership.user} was removed. They were told by email.")
    return redirect(membership)
