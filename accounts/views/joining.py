"""The page that an invitation's link leads to: before anybody is signed in, and so outside of any scope."""

from allauth.account.utils import perform_login
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms.joining import JoinForm
from accounts.next_urls import redirect_with_next
from accounts.services import invitations

GONE = 410


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def join(request, token):
    """Choose a password and come in; with an account that has one, sign in and join.

    Asking for the page changes nothing: mail programs look at links too.
    """
    try:
        link = invitations.read(token)
        form = None if link.user.has_usable_password() else JoinForm(request.POST or None, user=link.user)
        if request.method == "POST" and (form is None or form.is_valid()):
            password = form.cleaned_data["password"] if form else None
            joined = invitations.accept(token=token, password=password, by=request.user)
            return _inside(request, joined, signs_in=form is not None)
    except invitations.CannotJoin as reason:
        return _nowhere(request, token, reason)
    except invitations.SignInFirst:
        if request.user.is_authenticated:
            logout(request)
        return redirect_with_next("account_login", request.get_full_path())
    context = {
        "link": link,
        "form": form,
        "roles": invitations.roles_of(link),
        "must_sign_in": form is None and request.user != link.user,
    }
    return render(request, "accounts/join.html", context)


def _inside(request, link, signs_in):
    address = _wanted(request) or reverse("partnership:home", args=[link.partnership.slug])
    if not signs_in:
        return redirect(address)
    if request.user.is_authenticated:
        logout(request)
    return perform_login(request, link.user, redirect_url=address)


def _wanted(request) -> str:
    """The page that the link was to lead to, if it is one of the portal's."""
    address = request.GET.get("next", "")
    return address if url_has_allowed_host_and_scheme(address, None) and address.startswith("/") else ""


def _nowhere(request, token, reason):
    partnership = reason.link.partnership if reason.link else None
    context = {"problem": reason.problem.value, "token": token, "where": partnership, "link": reason.link}
    return render(request, "accounts/cannot_join.html", context, status=GONE)


@login_not_required
@require_POST
def join_again(request, token):
    """Ask for a new link in place of one that has run out."""
    try:
        invitations.ask_again(token)
    except invitations.CannotJoin as reason:
        return _nowhere(request, token, reason)
    return render(request, "accounts/asked_again.html")
