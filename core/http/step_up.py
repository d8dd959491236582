"""Step-up: some pages ask again who is there, so that a screen which was left open signs and publishes nothing.

Ours, and it fails closed: what does not say when it was confirmed was not. allauth's own check lets those through who
have neither a password nor a second factor here.
"""

import time
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from core.http.leading import SAFE_METHODS, lead
from core.submissions import drafts
from core.submissions.signing import BY, address_of

# In the session: when its person last said their password or a code.
CONFIRMED = "confirmed_at"
KEPT = "This is not done yet. What you typed is kept: confirm that it is you, look it over and send it again."
NOT_DONE = "This is not done yet. Confirm that it is you, then press the button again."
NO_FILE = "Confirm that it is you, then choose the file again."


def was_lately_confirmed(request: HttpRequest) -> bool:
    return time.time() - request.session.get(CONFIRMED, 0) < settings.CONFIRMED_FOR


def lately_confirmed(view):
    """Asks before the page with the form, unless that was minutes ago. A post that comes too late is not done: what was
    typed is kept, and after the question its form shows it again.

    Stands outermost, or directly below `@requires`. A test walks all pages that need it.
    """

    @wraps(view)
    def asked(request, *args, **kwargs):
        if was_lately_confirmed(request):
            return view(request, *args, **kwargs)
        return lead(request, "account_reauthenticate", "" if request.method in SAFE_METHODS else _kept(request))

    asked.asks_again = True
    return asked


def ask_for_file(request: HttpRequest, page: str) -> HttpResponse:
    """Instead of a file, whose page stays as it is when it comes: the question, and then the page that offers it."""
    messages.info(request, NO_FILE)
    return lead(request, "account_reauthenticate", page)


def _kept(request: HttpRequest) -> str:
    """The address of the form whose text is kept; nothing where a button alone was pressed, which says of no form."""
    # Or the draft would be dropped, as that of a form that was taken.
    request.reached_its_page = False
    kept = BY in request.POST and _keep(request)
    messages.info(request, KEPT if kept else NOT_DONE)
    return address_of(request) if kept else ""


def _keep(request: HttpRequest) -> bool:
    typed = {"user": request.user, "path": address_of(request), "typed": request.POST}
    try:
        return drafts.keep(partnership=request.partnership, **typed) is not None
    except drafts.TooLong:
        return False
