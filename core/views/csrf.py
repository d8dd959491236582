from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core import drafts
from core.tenancy import current_scope


def refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The answer to a form whose token is not its browser's: nothing is saved, and what was typed is kept.

    Kept only where the browser itself says that a page of ours sent it: another site must not leave a text in
    somebody's form.
    """
    kept = None
    if getattr(request, "member", None) is not None and request.headers.get("Sec-Fetch-Site") == "same-origin":
        kept = _keep(request)
    return render(request, "403_csrf.html", {"form_address": drafts.address_of(request) if kept else ""}, status=403)


def _keep(request: HttpRequest):
    if not current_scope().writable:
        return None
    path = drafts.address_of(request)
    try:
        return drafts.keep(partnership=request.partnership, user=request.user, path=path, typed=request.POST)
    except (drafts.TooLong, drafts.Anothers):
        return None
