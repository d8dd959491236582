from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from core.brand import brand_css
from core.models import Partnership


@require_safe
@login_not_required
@cache_control(public=True, max_age=3600)
def brand_stylesheet(request: HttpRequest, slug: str) -> HttpResponse:
    """A partnership's colour, for its public pages too. Holds nothing but the colour."""
    partnership = getattr(request, "partnership", None) or get_object_or_404(Partnership, slug=slug)
    return HttpResponse(brand_css(partnership.colour), content_type="text/css; charset=utf-8")


@require_safe
@login_not_required
def health(request: HttpRequest) -> HttpResponse:
    """For load balancers: 200 while the portal reaches its database. Says nothing else to anybody."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except OperationalError:
        return HttpResponse("no database\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")
