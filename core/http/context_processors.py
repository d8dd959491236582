"""The context of the base template."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from core.about import footer_links
from core.dashboard import navigation
from core.settings import Settings


def page(request: HttpRequest) -> dict:
    """What base.html needs on every page: the portal's name, the partnership and its navigation."""
    partnership = getattr(request, "partnership", None)
    is_member = getattr(request, "member", None) is not None
    is_seen = is_member or _is_public(request)
    return {
        "portal_name": settings.PORTAL_NAME,
        "partnership": partnership if is_seen else None,
        "settings": Settings(partnership) if partnership and is_seen else None,
        "partnership_home": _address("partnership:home", partnership.slug) if is_member else "",
        # Lists are rendered by themselves within a page, and do not show where they are.
        "place": SimpleLazyObject(lambda: _place(request)) if is_member else None,
        "belongs_elsewhere": len(getattr(request, "own_slugs", ())) != 1,
        "footer_links": SimpleLazyObject(lambda: footer_links(partnership if is_seen else None, is_member=is_member)),
    }


def _place(request: HttpRequest) -> navigation.Place:
    return navigation.place(request.path, request.partnership.slug, request.member)


def _is_public(request: HttpRequest) -> bool:
    """Whether anybody may see this page. An outsider's "not found" must not name the partnership that is there."""
    match = getattr(request, "resolver_match", None)
    return match is not None and not getattr(match.func, "login_required", True)


def _address(name: str, slug: str) -> str:
    try:
        return reverse(name, args=[slug])
    except NoReverseMatch:
        return ""
