"""Where the links at the foot of a page lead: to the partnership's own pages where it has them."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class FooterLink:
    text: str
    href: str


# By who looks: the page of a member, of the public, and where there is no partnership.
LINKS = (
    ("Help", "help", "help", "help"),
    ("Contact", "about:contact", "public:partnership", "contact"),
    ("Accessibility statement", "about:accessibility", "public:accessibility", "accessibility"),
    ("Privacy", "about:privacy", "public:privacy", "privacy"),
    ("Cookies", "cookies", "cookies", "cookies"),
)
PLACES = {"public:partnership": "#contact"}


def footer_links(partnership, *, is_member: bool) -> list[FooterLink]:
    """For a member's page, for a public page of a partnership, or for one of the portal itself where it is None."""
    column = 3 if partnership is None else 1 if is_member else 2
    found = ((names[0], _address(names[column], partnership)) for names in LINKS)
    return [FooterLink(text, href) for text, href in found if href]


def _address(name: str, partnership) -> str:
    try:
        return reverse(name, args=[partnership.slug] if ":" in name else []) + PLACES.get(name, "")
    except NoReverseMatch:
        return ""
