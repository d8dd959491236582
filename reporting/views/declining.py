"""The page that a link in the mail to an author leads to: before anybody is signed in, and with nobody's session."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.services import task_links
from reporting.services import declining

GONE = 410


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def cannot_write(request, token):
    """Say that one cannot write a section. Asking for the page changes nothing: mail programs look at links too."""
    try:
        task = declining.asked(token)
        if request.method == "POST":
            declining.decline(token)
    except task_links.Used:
        return render(request, "reporting/given_back.html")
    except task_links.Over:
        return render(request, "reporting/cannot_write_over.html", status=GONE)
    page = "given_back" if request.method == "POST" else "cannot_write"
    return render(request, f"reporting/{page}.html", {"says": task.link.says})
