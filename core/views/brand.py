from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from core.http.public_cache import public_view
from core.settings.brand import brand_css, is_colour


@public_view
@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def brand_stylesheet(request: HttpRequest, colour: str) -> HttpResponse:
    """The stylesheet of one colour, without its #, whoever's it is: so it tells nobody which partnerships there are."""
    if not is_colour(f"#{colour}"):
        raise Http404("No such colour.")
    return HttpResponse(brand_css(f"#{colour}"), content_type="text/css; charset=utf-8")
