"""A report's snapshot: every figure and word of one moment in one canonical JSON document.

The HTML edition, the PDF and the tables are made from it alone, so they can be made again, byte for byte. It names
no moment of compiling: records that have not changed give the same snapshot, and so the same hash.

Its format says by which rules what people wrote is read (`core.reports.markdown`). In format 1, tables with a caption
had been taken out of the text by another reader.
"""

import hashlib
import json
from dataclasses import dataclass

from core.reports.blocks import missing
from core.reports.sources import CannotBuild, sources
from core.settings import value_of
from indicators.suppression import rule_words
from reporting import joint_bodies
from reporting.editions import why_not_printed
from reporting.models import Report, Section

FORMAT = 3


class CannotCompile(Exception):
    """A report cannot be compiled, not even as a draft; the text says why."""


def canonical(snapshot: dict) -> str:
    """The one way to write a snapshot down."""
    return json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def build(report: Report) -> dict:
    """Read the records of the report's year, in the running scope. A section that has nothing to show says so in its
    place. Raises `CannotCompile` where there is no section at all.
    """
    sections = list(report.sections.kept().select_related("report__partnership"))
    if not sections:
        raise CannotCompile("The report has no sections. Add one, or take one back that was left out.")
    parts = [_part(section, number) for section, number in zip(sections, numbers(sections), strict=True)]
    counts = joint_bodies.counts_of(report.partnership, report.financial_year, parts)
    return shell(report) | {"sections": parts, "counts": counts}


@dataclass(frozen=True)
class Surveyed:
    """A kept section as a compile would print it now: what it has nothing for, and the fingerprint of what it shows."""

    section: Section
    lacks: str
    shows: str


def survey(report: Report) -> list[Surveyed]:
    """Every kept section, which builds each of them."""
    sections = list(report.sections.kept().select_related("report__partnership"))
    return [_surveyed(section, number) for section, number in zip(sections, numbers(sections), strict=True)]


def problems(report: Report) -> list[tuple[Section, str]]:
    """The kept sections that have nothing to show yet, each with what it lacks. It builds every one of them."""
    return [(one.section, one.lacks) for one in survey(report) if one.lacks]


def fingerprint(part: dict) -> str:
    """What tells whether two sections of snapshots print the same, wherever they stand in the report."""
    return digest(canonical({name: part.get(name) for name in ("level", "title", "blocks")}))


def around(cover: dict) -> dict[str, str]:
    """The same for what stands around the sections, by how it is called; `cover` is a snapshot or its `shell`."""
    return {called: digest(canonical({name: cover.get(name) for name in names})) for called, names in AROUND.items()}


AROUND = {
    "the cover": ("partnership", "year", "title", "subtitle", "brand", "template"),
    "what is said of small numbers": ("suppression",),
}


def _surveyed(section: Section, number: str) -> Surveyed:
    blocks, lack = _blocks_and_lack(section)
    part = _printed(section, number, [*blocks, missing(lack)] if lack else blocks)
    lacks = " ".join(filter(None, [lack, why_not_printed(section.title, blocks)]))
    return Surveyed(section, lacks, fingerprint(part))


def _part(section: Section, number: str) -> dict:
    """What is printed of a section, and whether it was read as a draft that nobody has accepted."""
    printed = _printed(section, number, section_blocks(section))
    return printed if section.is_ready else printed | {"accepted": False}


def _printed(section: Section, number: str, blocks: list[dict]) -> dict:
    return {
        "key": section.key,
        "number": number,
        "level": 1 if "." not in number else 2,
        "title": section.title,
        "blocks": blocks,
    }


def shell(report: Report) -> dict:
    """Everything of a snapshot but its sections. The name is that of the year's last day, the colour today's."""
    year, partnership = report.financial_year, report.partnership
    name = value_of(partnership, "name", year.ends)
    return {
        "format": FORMAT,
        "partnership": {"slug": partnership.slug, "name": name, "kind": partnership.kind},
        "year": {"starts": year.starts.isoformat(), "ends": year.ends.isoformat(), "label": str(year)},
        "title": str(report),
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
    """What was written, then what the records say; where either is still to come, the last block says what."""
    blocks, lack = _blocks_and_lack(section)
    return [*blocks, missing(lack)] if lack else blocks


def _blocks_and_lack(section: Section) -> tuple[list[dict], str]:
    """What the section can show, and why that is not all; nothing where it is."""
    written = _written(section)
    try:
        found, lack = [*written, *_live(section)], ""
    except CannotBuild as reason:
        found, lack = written, str(reason)
    if not found and not lack:
        lack = "Nobody has written this section yet."
    # Two sections may show the same source, but a table's name is unique in a report.
    return [_named_for(section, block) for block in found], lack


def _written(section: Section) -> list[dict]:
    text = section.text.strip()
    return [{"type": "prose", "markdown": text}] if text else []


def _live(section: Section) -> list[dict]:
    """What the records say. Raises `CannotBuild`."""
    if section.kind != Section.Kind.LIVE:
        return []
    source = sources().get(section.source)
    if source is None:
        raise CannotBuild(f"Nothing offers “{section.source}” any more.")
    return source.build(section.report.partnership, section.report.financial_year, section.options)


def _named_for(section: Section, block: dict) -> dict:
    keys = {name: f"{section.key}-{block[name]}" for name in ("key", "table") if block.get(name)}
    return {**block, **keys}
