"""A person's own account: who they are here, and how they sign in."""

from allauth.account import views as allauth_views
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from accounts import links, session_facts
from accounts.devices import in_words
from accounts.forms import ChangePasswordForm, EmailForm, NameForm, confirm_form_of
from accounts.next_urls import next_url
from accounts.services import belonging, email_changes, passwords, second_factor, sessions, sign_ins
from core.http.step_up import lately_confirmed


@require_safe
def account(request):
    """Everything about the person's account on one page."""
    places = len(sessions.of(request.user))
    context = {
        "authenticator": second_factor.of(request.user),
        "codes_left": second_factor.codes_left(request.user),
        "email_change": email_changes.waiting(request.user),
        "where": f"In {places} places" if places > 1 else "Only here",
        "belongings": belonging.belongings_of(user=request.user),
        "recent": sign_ins.recent(user=request.user),
    }
    return render(request, "accounts/account.html", context)


def name(request):
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": request.user.name})
    if form.is_valid():
        belonging.rename(user=request.user, name=form.cleaned_data["name"])
        messages.success(request, "Your name was changed.")
        return redirect("account")
    return render(request, "accounts/change.html", {"form": form, "heading": "Your name", "action": "Save"})


@lately_confirmed
def email(request):
    """Ask for another address; it takes a yes from both, by mail."""
    form = EmailForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid() and not ratelimit.consume(request, action="manage_email", user=request.user):
        return render(request, "429.html", status=429)
    if form.is_valid():
        email_changes.ask(user=request.user, new=form.cleaned_data["email"])
        messages.success(request, "We have emailed a link to your present and to your new address. Say yes in both.")
        return redirect("account")
    return render(request, "accounts/change_email.html", {"form": form})


@require_POST
def stop_email(request):
    """Give up the change that the person asked for."""
    if change := email_changes.waiting(request.user):
        email_changes.stop(change=change)
        messages.success(request, "Your address stays as it is.")
    return redirect("account")


@login_not_required
def answer_email_change(request, token):
    """Where the links of both mails lead. It takes a press of a button: mail programs open links by themselves."""
    found = links.which_email_change(token)
    if found is None:
        raise Http404("There is no such link.")
    change, side = found
    problem = ""
    if request.method == "POST" and change.is_open:
        change, problem = _answer(request, change, side)
    return render(request, "accounts/answer_email_change.html", {"change": change, "side": side, "problem": problem})


def _answer(request, change, side):
    if "no" in request.POST:
        return email_changes.stop(change=change), ""
    try:
        return email_changes.say_yes(change=change, side=side), ""
    except email_changes.Taken:
        return change, "Another account has this address by now."


@sensitive_post_parameters("present", "password")
def password(request):
    form = ChangePasswordForm(request.POST if request.method == "POST" else None, request=request)
    if form.is_valid():
        key = request.session.session_key
        user = passwords.change(user=request.user, password=form.cleaned_data["password"], keep=key)
        update_session_auth_hash(request, user)
        session_facts.keep_listed(request)
        messages.success(request, "Your password was changed. You were signed out everywhere else.")
        return redirect("account")
    page = {"form": form, "heading": "Change your password", "action": "Save", "username": request.user.email}
    return render(request, "accounts/change.html", page)


@sensitive_post_parameters("password", "code")
def confirm(request):
    """The password again, or a code of whoever has none, before something that nobody else may do in their name.

    Whoever has neither goes no further.
    """
    asked = confirm_form_of(request.user)
    form = asked and asked(request.POST if request.method == "POST" else None, request=request)
    if form and form.is_valid():
        session_facts.confirm(request)
        return redirect(next_url(request, "account"))
    return render(request, "accounts/confirm.html", {"form": form, "next": next_url(request)})


@require_safe
def session_list(request):
    """Where the person is signed in."""
    found = [
        {
            "session": session,
            "device": in_words(session.user_agent),
            "is_this": session.has_key(request.session.session_key),
        }
        for session in sessions.of(request.user)
    ]
    context = {
        "sessions": found,
        "recent": sign_ins.recent(user=request.user),
        "limit": settings.QUOTAS["sessions"].sentence(),
    }
    return render(request, "accounts/sessions.html", context)


@require_POST
def end_session(request, pk):
    if not sessions.end(user=request.user, pk=pk):
        raise Http404("That session has ended.")
    messages.success(request, "That session was ended.")
    return redirect("sessions")


@require_POST
def end_other_sessions(request):
    ended = sessions.end_others(user=request.user, keep=request.session.session_key)
    messages.success(request, "You are signed out everywhere else." if ended else "You were signed in nowhere else.")
    return redirect("sessions")


@login_not_required
def sign_out(request):
    """allauth's, and what the browser keeps of our pages goes too."""
    response = allauth_views.logout(request)
    if request.method == "POST":
        response["Clear-Site-Data"] = '"cache", "storage"'
    return response
