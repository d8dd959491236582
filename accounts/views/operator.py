from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.guide_pages import own_pages
from core.dashboard.partnerships import summaries
from core.models import Partnership


@require_safe
def partnerships(request):
    """Every partnership as the operator may know it: that it is there, and whether anybody looks after it."""
    if not request.user.is_operator:
        raise Http404("Only operators have this page.")
    context = {
        "standings": summaries(by=request.user),
        "kinds": Partnership.Kind.choices,
        "help_pages": own_pages([], is_operator=True),
    }
    return render(request, "accounts/operator.html", context)
