"""What every response tells the browser. The policy is data, so that Django's own can take it over later."""

from collections.abc import Callable

from csp.constants import NONE, SELF
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from core.http.mailed_links import KEY, REFERRER_POLICY

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
HEADERS = {
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Resource-Policy": "same-origin",
    # A view that may be kept (a published report, a brand's colours) says so itself.
    "Cache-Control": "no-store",
}


class HeadersMiddleware:
    """Adds the headers that Django and django-csp do not, unless the view set its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if KEY.search(request.get_full_path()):
            response.headers["Referrer-Policy"] = REFERRER_POLICY
        # The same address answers a whole page or the part that htmx asked for.
        patch_vary_headers(response, ["HX-Request"])
        return response
