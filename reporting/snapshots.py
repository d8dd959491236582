"""A report's snapshot: every figure and word of one moment in one canonical JSON document.

The HTML edition, the PDF and the tables are made from it alone, so they can be made again, byte for byte. It names
no moment of compiling: records that have not changed give the same snapshot, and so the same hash.
"""

import hashlib
import json

from assurance.suppression import rule_words
from core.preferences import value_of
from core.sections import CannotBuild, sources
from reporting import prose
from reporting.models import Report, Section

FORMAT = 1


class CannotCompile(Exception):
    """A report cannot be compiled; the text names the section, if it is one's fault, and says why in `reason`."""

    def __init__(self, reason: str, section: Section | None = None):
        self.reason = reason
        super().__init__(f"Section “{section.title}”: {reason}" if section else reason)


def canonical(snapshot: dict) -> str:
    """The one way to write a snapshot down."""
    return json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def build(report: Report) -> dict:
    """Read the records of the report's year, in the running scope. Raises `CannotCompile`."""
    sections = list(report.sections.kept().select_related("report__partnership"))
    if not sections:
        raise CannotCompile("The report has no sections. Add one, or take one back that was left out.")
    built, problems = [], []
    for section, number in zip(sections, numbers(sections), strict=True):
        try:
            built.append(_part(section, number))
        except CannotCompile as reason:
            problems.append(str(reason))
    if problems:
        raise CannotCompile(" ".join(problems))
    return shell(report) | {"sections": built}


def problems(report: Report) -> list[tuple[Section, str]]:
    """The kept sections that the records cannot fill yet, each with the reason."""
    found = []
    for section in report.sections.kept().select_related("report__partnership"):
        try:
            section_blocks(section)
        except CannotCompile as reason:
            found.append((section, reason.reason))
    return found


def _part(section: Section, number: str) -> dict:
    return {
        "key": section.key,
        "number": number,
        "level": 1 if "." not in number else 2,
        "title": section.title,
        "blocks": section_blocks(section),
    }


def shell(report: Report) -> dict:
    """Everything of a snapshot but its sections. The name is that of the year's last day, the colour today's."""
    year, partnership = report.financial_year, report.partnership
    name = value_of(partnership, "name", year.ends)
    return {
        "format": FORMAT,
        "partnership": {"slug": partnership.slug, "name": name, "kind": partnership.kind},
        "year": {"starts": year.starts.isoformat(), "ends": year.ends.isoformat(), "label": str(year)},
        "title": f"{report.title} {year}",
        "subtitle": report.subtitle,
        "brand": {"colour": value_of(partnership, "colour")},
        "template": {"code": report.template.code, "name": report.template.name},
        "suppression": rule_words(partnership, year.ends),
    }


def numbers(sections: list[Section]) -> list[str]:
    """1, 1.1, 1.2, 2, …: a second level belongs to the chapter above it; the first section is always a chapter."""
    found, chapter, part = [], 0, 0
    for section in sections:
        if section.level == 1 or chapter == 0:
            chapter, part = chapter + 1, 0
            found.append(str(chapter))
        else:
            part += 1
            found.append(f"{chapter}.{part}")
    return found


def section_blocks(section: Section) -> list[dict]:
    """What was written, then what the records say. Raises `CannotCompile` with the section's name."""
    # Two sections may show the same source, but a table's name is unique in a report.
    return [_named_for(section, block) for block in [*prose.blocks_of(section.text), *_live(section)]]


def _live(section: Section) -> list[dict]:
    if section.kind != Section.Kind.LIVE:
        return []
    source = sources().get(section.source)
    if source is None:
        raise CannotCompile(f"nothing offers “{section.source}” any more.", section)
    try:
        return source.build(section.report.partnership, section.report.financial_year, section.options)
    except CannotBuild as reason:
        raise CannotCompile(str(reason), section) from reason


def _named_for(section: Section, block: dict) -> dict:
    keys = {name: f"{section.key}-{block[name]}" for name in ("key", "table") if block.get(name)}
    return {**block, **keys}
