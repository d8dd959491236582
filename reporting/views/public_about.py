"""What the foot of a public page leads to. As all of them, it is there once the partnership has published something."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import conditional_page, require_safe

from core.http.public_cache import public_view
from reporting.models import PublishedEdition, PublishedProfile
from reporting.public_face import about_privacy, about_statement
from reporting.views.public import kept


@public_view
@require_safe
@conditional_page
def accessibility(request, slug):
    _check_public(request, slug)
    return kept(render(request, "reporting/public/accessibility.html", about_statement(request.partnership)))


@public_view
@require_safe
@conditional_page
def privacy(request, slug):
    _check_public(request, slug)
    return kept(render(request, "reporting/public/privacy.html", about_privacy(request.partnership)))


def _check_public(request, slug) -> None:
    """A partnership with nothing public looks like one that does not exist."""
    has_page = PublishedProfile.public.of(slug).filter(is_current=True).exists()
    if not has_page and not PublishedEdition.public.of(slug).exists():
        request.partnership = None
        raise Http404("Nothing is published here.")
