"""How much a request may carry, decided by what it says of itself before any of it is read."""

from django.conf import settings
from django.shortcuts import render


class BodyLimitMiddleware:
    """Refuses what is larger than any form or file of the portal, and from a stranger what is larger than a form.

    Stands after the sign-in of the request and before whatever reads it, such as the check of a form's token.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if _size(request) > (settings.LARGEST_FORM if request.user.is_anonymous else settings.LARGEST_UPLOAD):
            return render(request, "413.html", status=413)
        return self.get_response(request)


def _size(request) -> int:
    """As the request says; the server reads no further than that, and nothing where it is not said."""
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said) if said.isascii() and said.isdigit() else 0
