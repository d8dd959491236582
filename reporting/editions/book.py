"""A snapshot as a book: chapters with numbered figures and tables, ready for the templates of screen and print."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from core.formatting.typography import printed
from reporting.editions import blocks
from reporting.editions.brand import palette
from reporting.editions.errors import CannotRender
from reporting.editions.grids import HALF, PAGE, breadth
from reporting.editions.lacking import draft_words
from reporting.editions.numbering import Numbers, number_blocks
from reporting.editions.reading import read
from reporting.editions.signs import check_signs

CHAPTER_LEVEL = 2
NARROW = 4
ONE_COLUMN = 32  # lines of contents that a page holds
NAME = re.compile(r"[^a-z0-9]+")
AS_TYPED = ("key", "slug", "id", "markdown")


@dataclass
class Section:
    """A chapter or a section of one, with the heading level that it has on the page."""

    id: str
    number: str
    title: str
    heading: int
    blocks: list[dict] = field(default_factory=list)
    sections: list["Section"] = field(default_factory=list)
    notes: list = field(default_factory=list)


@dataclass
class Binding:
    """What the blocks of one edition share: the medium, the links, and the numbers given so far."""

    medium: str
    link: Callable[[dict], str | None] | None
    suppression: dict
    numbers: Numbers
    appendix: list[dict] = field(default_factory=list)
    wide: list[dict] = field(default_factory=list)
    lacking: list[dict] = field(default_factory=list)

    @property
    def on_screen(self) -> bool:
        return self.medium == "screen"

    def url(self, source: dict | None) -> str | None:
        return self.link(source) if self.link and source else None


def bind(snapshot: dict, *, medium: str, link: Callable[[dict], str | None] | None = None) -> dict:
    """Everything that the templates of an edition print. Raises CannotRender, which names the section."""
    snapshot = read(typeset(snapshot))
    binding = Binding(medium, link, snapshot.get("suppression") or {}, number_blocks(snapshot))
    if not binding.on_screen:
        check_signs(snapshot)
    chapters = _chapters(snapshot, binding)
    title, label = str(snapshot["title"]), str(snapshot["year"]["label"])
    return {
        "title": title,
        "plain_title": title.replace(label, "").strip(" ,:-–") or title,
        "year_label": label.replace("-", "–"),
        "subtitle": snapshot.get("subtitle") or "",
        "partnership": snapshot["partnership"]["name"],
        "period": _period(snapshot["year"]),
        "palette": palette((snapshot.get("brand") or {}).get("colour")),
        "chapters": chapters,
        "contents": _contents(chapters) if medium == "print" else [chapters],
        "appendix": _pairs(binding.appendix),
        "wide": binding.wide,
        "draft": draft_words(len(binding.lacking)),
        "lacking": binding.lacking,
        "template_name": (snapshot.get("template") or {}).get("name") or "",
    }


def _chapters(snapshot: dict, binding: Binding) -> list[Section]:
    chapters: list[Section] = []
    for raw in snapshot.get("sections") or []:
        inside = int(raw.get("level") or 1) > 1 and chapters
        chapter = chapters[-1] if inside else None
        section = _section(raw, CHAPTER_LEVEL + (1 if inside else 0), chapter, binding)
        (chapter.sections if chapter else chapters).append(section)
    if not chapters:
        raise CannotRender("The whole report", "it has no sections")
    return chapters


def _section(raw: dict, heading: int, chapter: Section | None, binding: Binding) -> Section:
    title = str(raw.get("title") or "").strip()
    section = Section(section_id(raw["key"]), str(raw.get("number") or ""), title, heading)
    if not title:
        raise CannotRender(f"Section {section.number or raw['key']}", "it has no title")
    holder = chapter or section
    for block in raw.get("blocks") or []:
        section.blocks.append(blocks.prepare(block, section, holder, binding))
    return section


def section_id(key: str) -> str:
    """Where on the page of an edition a section stands."""
    return f"section-{NAME.sub('-', str(key).lower()).strip('-')}"


def typeset(value, name: str = ""):
    """The snapshot as its text is printed. Markdown sets its own apostrophes, and charts draw their own words."""
    if isinstance(value, dict):
        drawn = value.get("type") == "chart"
        return {key: kept if drawn and key != "caption" else typeset(kept, key) for key, kept in value.items()}
    if isinstance(value, list):
        return [typeset(kept, name) for kept in value]
    if not isinstance(value, str) or name in AS_TYPED:
        return value
    return printed(value)


def _contents(chapters: list[Section]) -> list[list[Section]]:
    """The chapters as the contents list them: in two columns where one would not fit a page."""
    lines = [1 + len(chapter.sections) for chapter in chapters]
    if sum(lines) <= ONE_COLUMN:
        return [chapters]
    half = next(place for place in range(len(lines) + 1) if 2 * sum(lines[:place]) >= sum(lines))
    return [chapters[:half], chapters[half:]]


def _pairs(items: list[dict]) -> list[list[dict]]:
    """Narrow tables stand two abreast; one with many columns or rows, or with long words, has the width to itself."""
    pairs: list[list[dict]] = []
    for item in items:
        grid, need = item["grid"], breadth(item["grid"])
        item["narrow"] = len(grid["columns"]) <= NARROW and grid["short"] and need <= HALF
        item["tight"] = need > PAGE
        if pairs and len(pairs[-1]) == 1 and pairs[-1][0]["narrow"] and item["narrow"]:
            pairs[-1].append(item)
        else:
            pairs.append([item])
    return pairs


def _period(year: dict) -> str:
    starts, ends = date.fromisoformat(year["starts"]), date.fromisoformat(year["ends"])
    return f"{starts.day} {starts:%B %Y} to {ends.day} {ends:%B %Y}"
