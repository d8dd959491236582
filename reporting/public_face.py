"""What the public reads of every partnership from its first published day, whether or not it has written a page."""

import csv
from functools import cache
from pathlib import Path

from core.about import shipped_statement
from core.formatting import sentences
from core.models import JointMember, Partnership
from core.seals.retention import months_kept
from core.settings import public_names, value_of
from reporting.models import AccessibilityStatement, PublishedEdition

BODIES = Path(__file__).parent / "catalogue" / "bodies.csv"


@cache
def _bodies() -> dict[str, str]:
    with BODIES.open(newline="", encoding="utf-8") as file:
        return {row["Kind"]: row["Says"] for row in csv.DictReader(file)}


def what_it_is(partnership) -> str:
    """Who works together in a partnership of its kind, and which law says so; of a joint body, who owns it."""
    says = _bodies()[partnership.kind]
    return says.format(owners=_owners(partnership)) if "{owners}" in says else says


def _owners(body) -> str:
    names = public_names(Partnership.objects.filter(pk__in=JointMember.objects.filter(body=body.pk).values("member")))
    return sentences.listed(sorted(names.values())) if names else "several safeguarding partnerships"


def partners_of(profile: dict | None, editions: list[PublishedEdition]) -> list[str]:
    """The statutory partners: as its public page says, or else as they were when its newest report was published."""
    if profile:
        return profile["partners"]
    return next((edition.partners for edition in editions if edition.partners), [])


def contact_of(partnership, profile: dict | None) -> str:
    """How to reach it: as its public page says, or else as its settings do."""
    return (profile or {}).get("contact", "") or value_of(partnership, "contact").strip()


def about_statement(partnership) -> dict:
    """The accessibility statement of its pages: what its last review found, and what the portal says of itself."""
    return {
        "statement": AccessibilityStatement.public.filter(partnership=partnership).latest_first().first(),
        "shipped": shipped_statement(),
        "contact": value_of(partnership, "contact").strip(),
    }


def about_privacy(partnership) -> dict:
    """What its pages say about personal data: what the portal keeps, and what the partnership says itself."""
    return {
        "own_notice": value_of(partnership, "privacy").strip(),
        "contact": value_of(partnership, "contact").strip(),
        "sign_ins_kept": months_kept("accounts_signin"),
    }
