"""What a person sees when the portal cannot read what their browser sent."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.shortcuts import render
from django.views.decorators.csrf import requires_csrf_token

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


@requires_csrf_token
def bad_request(request, exception):
    """413 for what is too large, 400 for everything else. Says nothing of what was sent."""
    status = 413 if isinstance(exception, TOO_MUCH) else 400
    return render(request, f"{status}.html", status=status)
