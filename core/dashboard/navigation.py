"""The pages of a partnership in their groups, as one member may see them and with the current one marked.

`settings.PORTAL_NAVIGATION` names them. What a person may not see, and what is not there, is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class Page:
    """A page that people look for: its text, the name of its address, the permissions of which it takes one (none: it
    is for everybody), and the words besides its text under which search finds it."""

    text: str
    name: str
    needs: str = ""
    words: str = ""


@dataclass(frozen=True)
class NavigationGroup:
    """Pages that belong together. The first that a person may see stands for all."""

    text: str
    pages: tuple[Page, ...]


@dataclass(frozen=True)
class Place:
    """Where somebody is: the entries of the main navigation, and those beside the page in its own section."""

    main: list[dict]
    section: str
    beside: list[dict]


def place(path: str, slug: str, member) -> Place:
    """The navigation of one page for one member."""
    sections = [(section.text, _entries(section, slug, member)) for section in settings.PORTAL_NAVIGATION]
    sections = [(text, entries) for text, entries in sections if entries]
    here = _nearest([entry for _, entries in sections for entry in entries], path)
    main, beside, name = [], [], ""
    for text, entries in sections:
        item = {"text": text, "href": entries[0]["href"]}
        if here in entries:
            here["current" if here["href"] == path else "active"] = True
            item["current" if item["href"] == path else "active"] = True
            name, beside = text, entries if len(entries) > 1 else []
        main.append(item)
    return Place(main, name, beside)


def pages(slug: str, member) -> Iterator[tuple[NavigationGroup, Page, str]]:
    """Every page that the member may see, with its section and its address."""
    for section in settings.PORTAL_NAVIGATION:
        for page in section.pages:
            if address := _address(page, slug, member):
                yield section, page, address


def tasks(slug: str, member) -> Iterator[tuple[Page, str]]:
    """What the member may do, by what people call it, with the address where they do it."""
    for task in settings.PORTAL_TASKS:
        if address := _address(task, slug, member):
            yield task, address


def _entries(section: NavigationGroup, slug: str, member) -> list[dict]:
    found = [{"text": page.text, "href": _address(page, slug, member)} for page in section.pages]
    return [entry for entry in found if entry["href"]]


def _nearest(entries: list[dict], path: str) -> dict | None:
    """Of several addresses that begin the path, the longest is the page's own."""
    within = [entry for entry in entries if path.startswith(entry["href"])]
    return max(within, key=lambda entry: len(entry["href"]), default=None)


def _address(page: Page, slug: str, member) -> str:
    if page.needs and not any(member.can(needed) for needed in page.needs.split()):
        return ""
    for args in ([slug], []):
        try:
            return reverse(page.name, args=args)
        except NoReverseMatch:
            continue
    return ""
