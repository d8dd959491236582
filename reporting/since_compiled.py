"""What somebody should know of an edition before it is offered, signed or published: what stands in it as a draft, and
what a compile would print otherwise by now. The latter also once it is published, for it may need a correction."""

import json
from dataclasses import dataclass

from django.urls import reverse

from accounts.permissions import Member, Permission
from core.formatting import sentences
from reporting.editions import section_id
from reporting.models import Edition, Report, Section
from reporting.readiness import Readiness, readiness_of
from reporting.snapshots import around, fingerprint


@dataclass(frozen=True)
class Line:
    """A section, where the reader finds it, and what has become of it where that is more than another text."""

    text: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class SinceCompiled:
    """`drafts` were not accepted when it was compiled, nor since as they stand in it: once it is published, none are.
    `changed` would print otherwise. `around` names what else has changed."""

    edition: Edition
    drafts: list[Line]
    changed: list[Line]
    around: list[str]
    may_edit: bool

    @property
    def has_changed(self) -> bool:
        return bool(self.changed or self.around)

    @property
    def what_changed(self) -> str:
        """Such as "3 sections"; nothing where nothing has changed."""
        if self.changed:
            return f"{len(self.changed)} section{'' if len(self.changed) == 1 else 's'}"
        return " and ".join(self.around)

    @property
    def told(self) -> list[str]:
        """What is told in short, for the report's own page."""
        count, number = len(self.drafts), self.edition.number
        drafts = f"{count} section{' was' if count == 1 else 's were'} not accepted when edition {number} was compiled."
        changed = f"{self.what_changed} changed since edition {number} was compiled."
        return [drafts] * bool(count) + [sentences.capital(changed)] * self.has_changed


def since_compiled(edition: Edition | None, member: Member, readiness: Readiness | None = None) -> SinceCompiled | None:
    """None where there is no edition, or it is put away: nobody compares that any more."""
    if edition is None or edition.state in Edition.PAST:
        return None
    report = edition.report
    now, was = readiness or readiness_of(report), json.loads(edition.snapshot)
    then = {part["key"]: part for part in was.get("sections") or []}
    sections = {section.key: section for section in report.sections.kept().for_outline()}
    lines = _Lines(edition, report, sections, then, member.can(Permission.EDIT_REPORT))
    lacking = {one["key"] for one in edition.lacking} & set(now.lacking)
    other = [
        key for key in then if key in now.shows and key not in lacking and now.shows[key] != fingerprint(then[key])
    ]
    unaccepted = [] if edition.state == Edition.State.PUBLISHED else edition.unaccepted
    drafts = [one["key"] for one in unaccepted if not _is_accepted_so(one["key"], sections, other)]
    return SinceCompiled(
        edition,
        drafts=[lines.line(key) for key in drafts],
        changed=[
            *(lines.line(key) for key in other),
            *(lines.line(key, "not in the report any more") for key in then if key not in now.shows),
            *(lines.line(key, "not in this edition yet") for key in now.shows if key not in then),
        ],
        around=_around(was, then, now),
        may_edit=lines.may_edit,
    )


def _is_accepted_so(key: str, sections: dict[str, Section], other: list[str]) -> bool:
    """Whether a section was accepted after all, with the very words that stand in the edition."""
    return key in sections and sections[key].is_ready and key not in other


def _around(was: dict, then: dict, now: Readiness) -> list[str]:
    order = [key for key in then if key in now.shows] != [key for key in now.shows if key in then]
    other = [called for called, shows in around(was).items() if shows != now.around[called]]
    return other + ["the order of the sections"] * order


@dataclass(frozen=True)
class _Lines:
    """Those who may change the report are led to a section's own page, all others to its place in the edition."""

    edition: Edition
    report: Report
    sections: dict[str, Section]
    then: dict[str, dict]
    may_edit: bool

    def line(self, key: str, note: str = "") -> Line:
        title = f"{self.then[key]['number']} {self.then[key]['title']}" if key in self.then else str(self.sections[key])
        return Line(title.strip(), self._url(key), note)

    def _url(self, key: str) -> str:
        here = [self.report.partnership.slug, self.report.year]
        if self.may_edit and key in self.sections:
            return reverse("reporting:section", args=[*here, key])
        page = reverse("reporting:edition", args=[*here, self.edition.number])
        return f"{page}#{section_id(key)}" if key in self.then else ""
