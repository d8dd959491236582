"""Public caching: pages that are the same for everybody, whose answers any cache on the way may keep."""

import time
from collections import OrderedDict
from threading import Lock

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import Resolver404, resolve

OK, UNCHANGED, BUSY = 200, 304, 503


def public_view(view):
    """Marks a view that asks nobody who they are. It gets a request without cookies, so it cannot."""
    view = login_not_required(view)
    view.public_view = True
    return view


class PublicCacheMiddleware:
    """Takes the cookies from a request for such a page, before any session is looked for.

    So nothing on the page can depend on them, a member sees what the public sees, and no scope is opened. While the
    database is busy or away a page is answered as it last was, for as long as any cache on the way might.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.last = LastAnswers()

    def __call__(self, request):
        if not _is_for_everybody(request.path_info):
            return self.get_response(request)
        request.COOKIES = {}
        response = self.last.instead(request, self.get_response(request))
        response.cookies.clear()
        varies = [name.strip() for name in response.get("Vary", "").split(",")]
        response["Vary"] = ", ".join(name for name in varies if name and name.lower() != "cookie")
        if not response["Vary"]:
            del response["Vary"]
        return response


class LastAnswers:
    """The newest answers of public pages that this process gave: not many, none of them large or old.

    Only of addresses without a question mark, of which there are as many as anybody cares to think of.
    """

    MOST, LARGEST, SECONDS = 200, 500_000, 300

    def __init__(self):
        self._kept, self._lock = OrderedDict(), Lock()

    def instead(self, request, response):
        """The same answer; where the portal is busy, the one before."""
        if request.META.get("QUERY_STRING"):
            return response
        with self._lock:
            if response.status_code == BUSY:
                at, *kept = self._kept.get(request.path_info, (0,))
                return HttpResponse(*kept) if kept and time.monotonic() - at < self.SECONDS else response
            if response.status_code != UNCHANGED:
                self._kept.pop(request.path_info, None)
            if self._may_be_kept(response):
                self._kept[request.path_info] = time.monotonic(), response.content, response["Content-Type"]
            if len(self._kept) > self.MOST:
                self._kept.popitem(last=False)
        return response

    def _may_be_kept(self, response) -> bool:
        may_be = response.status_code == OK and "public" in response.get("Cache-Control", "")
        return may_be and not response.streaming and len(response.content) <= self.LARGEST


def _is_for_everybody(path: str) -> bool:
    try:
        return getattr(resolve(path).func, "public_view", False)
    except Resolver404:
        return False
