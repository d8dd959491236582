"""What stands at the foot of every page: help, contact, accessibility, privacy, cookies."""

from core.about.accessibility import Shipped, shipped_statement
from core.about.cookies import Cookie, cookies
from core.about.footer import FooterLink, footer_links

__all__ = ["Cookie", "FooterLink", "Shipped", "cookies", "footer_links", "shipped_statement"]
