from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


def page(request: HttpRequest) -> dict:
    """What base.html needs on every page: the portal's name, the partnership and its navigation."""
    partnership = getattr(request, "partnership", None)
    is_member = getattr(request, "member", None) is not None
    return {
        "portal_name": settings.PORTAL_NAME,
        "partnership": partnership if is_member or _is_public(request) else None,
        "partnership_home": _address("partnership:home", partnership.slug) if is_member else "",
        "navigation": navigation(request.path, partnership.slug, request.member) if is_member else [],
    }


def navigation(path: str, slug: str, member=None) -> list[dict]:
    """A partnership's main pages in the order of the settings, the current one marked.

    An entry of the settings is a text, the name of an address and, where not every member may see the page, the
    permission that it takes.
    """
    seen = [entry for entry in settings.PORTAL_NAVIGATION if member is None or not entry[2:] or member.can(entry[2])]
    items = [{"text": entry[0], "href": _address(entry[1], slug)} for entry in seen]
    items = [item for item in items if item["href"]]
    within = [item for item in items if path.startswith(item["href"])]
    if within:
        # Of two addresses that both begin the path, the longer one is the page's own.
        nearest = max(within, key=lambda item: len(item["href"]))
        nearest["current" if nearest["href"] == path else "active"] = True
    return items


def _is_public(request: HttpRequest) -> bool:
    """Whether anybody may see this page. An outsider's "not found" must not name the partnership that is there."""
    match = getattr(request, "resolver_match", None)
    return match is not None and not getattr(match.func, "login_required", True)


def _address(name: str, slug: str) -> str:
    try:
        return reverse(name, args=[slug])
    except NoReverseMatch:
        return ""
