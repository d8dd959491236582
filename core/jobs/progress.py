"""How a page is told how far a job is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# htmx stops asking when it gets this.
STOP_POLLING = 286


def progress_response(request: HttpRequest, **state) -> HttpResponse:
    """The answer to one poll of core/_progress.html, given the same state as the page's own include.

    Nothing (204) while nothing has changed, so that a screen reader hears each step once.
    """
    if request.GET.get("shown") == shown(state.get("percent"), state.get("message", "")):
        return HttpResponse(status=204)
    finished = state.get("done") or state.get("failed")
    return render(request, "core/_progress_state.html", state, status=STOP_POLLING if finished else 200)


def shown(percent: int | None, message: str) -> str:
    """What the page shows now, as it tells the next poll."""
    return f"{'' if percent is None else percent} {message}"
