"""What a person sees when the portal cannot read what their browser sent, or its database does not answer in time."""

import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token
from django.views.defaults import server_error

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
# A lock that is held for too long, a statement or a connection that was ended, no connection at all.
BUSY = (OperationalError, InterfaceError)
TRY_AGAIN_SECONDS = 10
CSRF = "csrfmiddlewaretoken"


@requires_csrf_token
def bad_request(request, exception):
    """413 for what is too large, 400 for everything else. Says nothing of what was sent."""
    status = 413 if isinstance(exception, TOO_MUCH) else 400
    return render(request, f"{status}.html", status=status)


@requires_csrf_token
def failed(request):
    """503 where the database was busy or away, with a button that sends the same form again; 500 for everything else.

    Asks the database nothing, so what was typed waits in the page itself.
    """
    if not isinstance(sys.exc_info()[1], BUSY):
        return server_error(request)
    sent = _sent(request)
    context = {
        "sent": sent,
        "has_files": bool(sent and request.FILES),
        "address": request.get_full_path(),
        "csrf_token": get_token(request),
    }
    page = render_to_string("busy.html", context)
    return HttpResponse(page, status=503, headers={"Retry-After": str(TRY_AGAIN_SECONDS)})


def _sent(request) -> list[tuple[str, str]]:
    """The fields of a form that may be sent again; none where one is a secret, which no page repeats."""
    if request.method != "POST" or any("password" in name or name == "code" for name in request.POST):
        return []
    return [(name, text) for name, texts in request.POST.lists() if name != CSRF for text in texts]
