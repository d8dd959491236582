"""What a partnership's public page says: read from the records when it is published, and from the copy ever after."""

import datetime
import json
from dataclasses import replace

from django.utils.safestring import mark_safe

from core.reports import markdown
from core.settings import value_of
from partnership.models import Agency, Contact
from partnership.sections.structure import nodes_on
from reporting.snapshots import canonical

FORMAT = 1
MOVING = ("as_of",)


def partners_on(on: datetime.date) -> list[str]:
    """The names of the statutory partners on a day."""
    return sorted(agency.name for agency in Agency.objects.statutory().current(on))


def contacts_on(on: datetime.date) -> list[dict]:
    """How anybody reaches the agencies on a day, by agency."""
    return [
        {
            "agency": contact.agency.name,
            "purpose": contact.purpose,
            "telephone": contact.telephone,
            "dialled": contact.dialled,
            "email": contact.email,
            "hours": contact.hours,
        }
        for contact in Contact.objects.current(on).public()
    ]


def build(partnership, *, about: str, on: datetime.date) -> dict:
    """The page as the records and settings stand on a day. It names offices and agencies, never a person."""
    return {
        "format": FORMAT,
        "as_of": on.isoformat(),
        "name": value_of(partnership, "name"),
        "kind": partnership.get_kind_display(),
        "about": about.strip(),
        "contact": value_of(partnership, "contact").strip(),
        "partners": partners_on(on),
        "contacts": contacts_on(on),
        "nodes": [_bare(node) for node in nodes_on(partnership, on)],
    }


def text_of(profile: dict) -> str:
    return canonical(profile)


def read(text: str) -> dict:
    return json.loads(text)


def shown(profile: dict) -> dict:
    """What the template prints: the same, and its words as HTML with their notes."""
    about = markdown.render(profile["about"], level=1, prefix="about")
    notes = [replace(note, html=mark_safe(note.html)) for note in about.notes]  # noqa: S308 -- as below
    html = mark_safe(about.html)  # noqa: S308 -- sanitised by core.reports.markdown
    return profile | {"about_html": html, "about_notes": notes}


def says_the_same(one: dict, other: dict) -> bool:
    """Whether two of them differ in nothing but the day on which they were made."""
    return all(one.get(name) == other.get(name) for name in {*one, *other} - {*MOVING})


def _bare(node: dict) -> dict:
    """A branch without the key of its record, which is nobody's business outside."""
    kept = {name: value for name, value in node.items() if name != "source"}
    return kept | {"children": [_bare(child) for child in node["children"]]}
