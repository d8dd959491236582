from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.overview import cards
from core.years import FinancialYear


@require_safe
def home(request, slug):
    """The partnership at a glance, and what its next report lacks. Every member may see it; the cards differ."""
    year = FinancialYear.of(timezone.localdate()).previous()
    found = cards(request.partnership, year, request.member)
    needs = [(card, need) for card in found for need in card.needs]
    context = {"cards": found, "needs": needs, "year": year, "roles": request.member.role_names}
    return render(request, "partnership/home.html", context)
