"""Public caching: pages that are the same for everybody, whose answers any cache on the way may keep."""

from django.contrib.auth.decorators import login_not_required
from django.urls import Resolver404, resolve


def public_view(view):
    """Marks a view that asks nobody who they are. It gets a request without cookies, so it cannot."""
    view = login_not_required(view)
    view.public_view = True
    return view


class PublicCacheMiddleware:
    """Takes the cookies from a request for such a page, before any session is looked for.

    So nothing on the page can depend on them, a member sees what the public sees, and no scope is opened.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not _is_for_everybody(request.path_info):
            return self.get_response(request)
        request.COOKIES = {}
        response = self.get_response(request)
        response.cookies.clear()
        varies = [name.strip() for name in response.get("Vary", "").split(",")]
        response["Vary"] = ", ".join(name for name in varies if name and name.lower() != "cookie")
        if not response["Vary"]:
            del response["Vary"]
        return response


def _is_for_everybody(path: str) -> bool:
    try:
        return getattr(resolve(path).func, "public_view", False)
    except Resolver404:
        return False
