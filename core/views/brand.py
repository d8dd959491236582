from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from core.models import Partnership
from core.settings import value_of
from core.settings.brand import brand_css


@require_safe
@login_not_required
@cache_control(public=True, max_age=3600)
def brand_stylesheet(request: HttpRequest, slug: str) -> HttpResponse:
    """A partnership's colour, for its public pages too. Holds nothing but the colour."""
    partnership = getattr(request, "partnership", None) or get_object_or_404(Partnership, slug=slug)
    return HttpResponse(brand_css(value_of(partnership, "colour")), content_type="text/css; charset=utf-8")
