"""A new password for somebody who cannot sign in, by a link in a mail."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from accounts import links, tasks
from accounts.forms import ForgottenForm, NewPasswordForm
from accounts.services import passwords
from core.formatting.email_addresses import address_of


@login_not_required
def forgotten_password(request):
    """Sends a link to whoever has an account, and tells everybody the same. A worker looks who that is."""
    form = ForgottenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        email = address_of(form.cleaned_data["email"])
        if not ratelimit.consume(request, action="reset_password", key=email):
            return render(request, "429.html", status=429)
        tasks.send_password_link.delay(email=email)
        return redirect("forgotten_password_sent")
    return render(request, "accounts/forgotten_password.html", {"form": form})


@require_safe
@login_not_required
def forgotten_password_sent(request):
    return render(request, "accounts/forgotten_password_sent.html")


@sensitive_post_parameters("password")
@login_not_required
def new_password(request, token):
    """Where the link of the mail leads. Asking for the page changes nothing: mail programs look at links too."""
    user = links.whose_password(token)
    if user is None:
        return render(request, "accounts/link_is_over.html", status=410)
    form = NewPasswordForm(request.POST if request.method == "POST" else None, user=user)
    if form.is_valid():
        passwords.change(user=user, password=form.cleaned_data["password"])
        messages.success(request, "Your password was changed. Sign in with it.")
        return redirect("account_login")
    return render(request, "accounts/new_password.html", {"form": form, "for_user": user})
