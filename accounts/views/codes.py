"""The second factor: setting it up, its recovery codes, taking it away."""

import json

from allauth.mfa.adapter import get_adapter
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts import encryption, session_facts
from accounts.forms import SetUpForm
from accounts.next_urls import next_url, redirect_with_next
from accounts.services import second_factor as factors
from accounts.services import sessions
from core.http.step_up import lately_confirmed

# Kept in the session, sealed as in the database: what is being set up, and codes that were not put away yet.
SECRET, FRESH_CODES = "second_factor_secret", "fresh_recovery_codes"


def second_factor(request):
    """The person's factor; or how to set one up, where they have none."""
    authenticator = factors.of(request.user)
    if authenticator is None:
        return set_up(request)
    context = {
        "authenticator": authenticator,
        "codes_left": factors.codes_left(request.user),
        "codes_made": factors.HOW_MANY,
        "may_do_without": factors.may_do_without(request.user),
    }
    return render(request, "accounts/second_factor.html", context)


@lately_confirmed
def set_up(request):
    """Begin a factor, or replace the one that there is by another telephone's."""
    secret = _secret_of(request)
    form = SetUpForm(request.POST if request.method == "POST" else None, secret=secret)
    if form.is_valid():
        codes = factors.set_up(user=request.user, secret=secret, counter=form.counter)
        del request.session[SECRET]
        _let_in(request)
        return _show_once(request, codes)
    context = {
        "form": form,
        "key": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
        "next": next_url(request),
        "is_needed": factors.is_asked_of(request.user),
        "is_replacing": factors.of(request.user) is not None,
    }
    return render(request, "accounts/set_up_second_factor.html", context)


def _secret_of(request) -> str:
    if SECRET not in request.session:
        request.session[SECRET] = encryption.encrypt(factors.new_secret())
    return encryption.decrypt(request.session[SECRET])


def _let_in(request) -> None:
    """This session has shown a code of the new factor; those that passed an older one end."""
    factors.record(request, factors.of(request.user))
    session_facts.renew(request)
    sessions.end_others(user=request.user, keep=request.session.session_key)


@require_safe
@lately_confirmed
def picture(request):
    """What the telephone's camera reads: an address with the secret in it. Ours, as no page may hold data itself."""
    if SECRET not in request.session:
        raise Http404("Nothing is being set up.")
    adapter = get_adapter()
    address = adapter.build_totp_url(request.user, _secret_of(request))
    return HttpResponse(adapter.build_totp_svg(address), content_type="image/svg+xml")


def recovery_codes(request):
    """The new codes until they were put away; afterwards how many are left, and a button for new ones."""
    if factors.of(request.user) is None:
        return redirect("second_factor")
    codes = _fresh_codes(request)
    if request.method == "POST":
        return _put_away(request) if codes else make_codes(request)
    context = {
        "codes": codes,
        "left": factors.codes_left(request.user),
        "made": factors.HOW_MANY,
        "next": next_url(request),
    }
    return render(request, "accounts/recovery_codes.html", context)


@lately_confirmed
def make_codes(request):
    return _show_once(request, factors.renew_codes(user=request.user))


@require_safe
def recovery_codes_file(request):
    """The new codes as a text, while they are shown."""
    codes = _fresh_codes(request)
    if not codes:
        raise Http404("These codes were put away.")
    text = render(request, "accounts/recovery_codes.txt", {"codes": codes}, content_type="text/plain; charset=utf-8")
    text["Content-Disposition"] = 'attachment; filename="recovery-codes.txt"'
    return text


def _show_once(request, codes):
    request.session[FRESH_CODES] = encryption.encrypt(json.dumps(codes))
    return redirect_with_next("recovery_codes", next_url(request))


def _fresh_codes(request) -> list[str]:
    sealed = request.session.get(FRESH_CODES)
    return json.loads(encryption.decrypt(sealed)) if sealed else []


def _put_away(request):
    del request.session[FRESH_CODES]
    return redirect(next_url(request, "account"))


@lately_confirmed
def remove(request):
    """Take one's own factor away, where no role asks for it."""
    if factors.of(request.user) is None or not factors.may_do_without(request.user):
        return redirect("second_factor")
    if request.method != "POST":
        return render(request, "accounts/remove_second_factor.html")
    factors.remove(user=request.user, by=request.user)
    return redirect("account_login")
