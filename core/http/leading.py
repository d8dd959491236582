"""Leading somebody to a page of the way in, and from there back to where they were."""

from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}


def lead(request: HttpRequest, name: str, to: str = "") -> HttpResponse:
    """To a page of the way in, and from there back to where the person was, or to another page of ours."""
    query = urlencode({"next": to or _came_from(request)}, safe="/")
    address = f"{reverse(name)}?{query}"
    if is_partial(request):
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def is_partial(request: HttpRequest) -> bool:
    """Whether htmx asked, which would put a page of the way in where a list was."""
    return request.headers.get("HX-Request") == "true"


def _came_from(request: HttpRequest) -> str:
    """The page that somebody looked at: for a form, the one that shows it, as its own address may take nothing else."""
    page = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if (request.method in SAFE_METHODS and not is_partial(request)) or not _is_ours(request, page):
        return request.get_full_path()
    parts = urlsplit(page)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _is_ours(request: HttpRequest, page: str) -> bool:
    return bool(page) and url_has_allowed_host_and_scheme(page, {request.get_host()}, request.is_secure())
