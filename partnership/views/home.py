from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.guide_pages import own_pages
from core.dashboard.overview import overview
from core.settings import year_shown
from partnership.views.empty import nothing_due


@require_safe
def home(request, slug):
    """What is late, what comes next and what waits on others; the partnership at a glance; what its report lacks.

    Every member may see it; what is on it differs.
    """
    today = timezone.localdate()
    year = year_shown(request.partnership)
    cards, duties, steps = overview(request.partnership, year, request.member, today)
    context = {
        "duties": duties,
        "steps": steps,
        "cards": cards,
        "needs": [(card, need) for card in cards for need in card.needs],
        "year": year,
        "empty": nothing_due(request),
        "roles": request.member.role_names,
        "help_pages": own_pages(request.member.roles),
    }
    return render(request, "partnership/home.html", context)
