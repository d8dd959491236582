"""The files of the guide, each read once."""

import re
from dataclasses import dataclass
from functools import cache

from django.conf import settings

from core.guide import rendering
from core.guide.rendering import Part

FOLDER = settings.BASE_DIR / "docs" / "guide"
CONTENTS = "README"
GROUP = re.compile(r"\*\*(?P<name>.+)\*\*")
ENTRY = re.compile(r"- \[.+\]\((?P<page>[a-z-]+)\.md\)")


@dataclass(frozen=True)
class GuidePage:
    """A page of the guide. Its first part is what stands under its title; the others have a heading and an id."""

    name: str
    title: str
    html: str
    parts: tuple[Part, ...]

    @property
    def contents(self) -> list[Part]:
        """The parts to which a list at the head of the page leads."""
        return [part for part in self.parts if part.id]


@cache
def guide_pages() -> dict[str, GuidePage]:
    """Every page by its name, in the order of the table of contents."""
    return {page.name: page for _, pages in guide_contents() for page in pages}


@cache
def guide_contents() -> list[tuple[str, list[GuidePage]]]:
    """The pages under the names of the people whom they are for."""
    found: list[tuple[str, list[GuidePage]]] = []
    for line in (FOLDER / f"{CONTENTS}.md").read_text(encoding="utf-8").splitlines():
        if group := GROUP.fullmatch(line):
            found.append((group["name"], []))
        elif entry := ENTRY.fullmatch(line):
            found[-1][1].append(_page(entry["page"]))
    return found


def _page(name: str) -> GuidePage:
    title, html, parts = rendering.read((FOLDER / f"{name}.md").read_text(encoding="utf-8"))
    return GuidePage(name, title, html, parts)
