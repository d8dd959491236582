"""Where a person goes on to after signing in: Django's `next`, where it leads to a page of this portal."""

from urllib.parse import urlencode

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def next_url(request, otherwise: str = "") -> str:
    """Where the person meant to go (`next`), if that is a page of ours; else `otherwise`."""
    meant = request.POST.get("next") or request.GET.get("next", "")
    is_ours = meant.startswith("/") and url_has_allowed_host_and_scheme(meant, None, request.is_secure())
    return meant if is_ours else otherwise


def redirect_with_next(name: str, meant: str, *args):
    """To a page of ours that leads on to another."""
    query = f"?{urlencode({'next': meant}, safe='/')}" if meant else ""
    return redirect(reverse(name, args=args) + query)
