"""Visits as the web server makes them, and the same visits with another view behind the same doors.

Whoever visits a page is let in first: session, account, second factor, roles, the partnership's scope. That is the same
on every page, and no page can do without it or do it by hand. So a page's floor passes the same doors; what the doors
cost above their own statements is a line of its own.
"""

from collections.abc import Callable

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from accounts.models import User
from config.wsgi import application, roomy

View = Callable[[HttpRequest], str]


def visit_to(address: str, reader: str, served=application) -> Callable[[], None]:
    """A visit by somebody who is signed in; by nobody where there is no reader.

    Not by the test client: it copies the context of every template of the page, which no visitor waits for.
    """
    browser, request = Client(), RequestFactory(SERVER_NAME="localhost")
    if reader:
        browser.force_login(User.objects.get(email=reader))
    request.cookies = browser.cookies
    environ = request.get(address).environ

    def visit():
        answered = []
        response = served(dict(environ), lambda status, headers: answered.append(status))
        b"".join(response)
        response.close()
        assert answered == ["200 OK"], f"{address} answered {answered}"

    return visit


class Instead(WSGIHandler):
    """The portal with all that stands before a view, and this view in place of every other."""

    def __init__(self, view: View):
        super().__init__()
        self.view = view

    def make_view_atomic(self, view):
        return lambda request, *args, **kwargs: HttpResponse(self.view(request))


def with_view(address: str, reader: str, view: View) -> Callable[[], None]:
    """The same visit, where this view answers behind the doors."""
    return visit_to(address, reader, served=roomy(Instead(view)))
