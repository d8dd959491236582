"""The demo: two partnerships on the figures that they published, loaded through the import code that the pages use."""

import tomllib
from pathlib import Path

from django.conf import settings
from django.db import transaction

from accounts.models import Membership, MembershipRole, Operator, User
from core.calendar.financial_years import FinancialYear
from core.db.tenancy import partnership_scope
from core.models import JointMember, Partnership
from core.settings import choose, history
from partnership.models import Agency
from reporting.models import Report, ReportTemplate, Section
from reporting.services import reports, sections

FOLDER = settings.BASE_DIR / "demo"
PASSWORD = "show-me-the-portal"  # noqa: S105 -- printed by the demo, refused in production
DEFAULTS = ("name", "short_name", "kind", "colour")


def read(path: Path) -> dict:
    return tomllib.loads(path.read_text())


def add_partnerships() -> list[Partnership]:
    """The demo's partnerships and joint bodies, as the owner: the application may not make one."""
    entries = read(FOLDER / "partnerships.toml")["partnership"]
    with transaction.atomic(using="owner"):
        for entry in entries:
            Partnership.objects.using("owner").update_or_create(
                slug=entry["slug"], defaults={name: entry[name] for name in DEFAULTS if name in entry}
            )
        for entry in entries:
            for member in entry.get("members", []):
                _share(body=entry["slug"], member=member)
    return [Partnership.objects.get(slug=entry["slug"]) for entry in entries]


def set_settings() -> None:
    """What the partnerships of the demo have set for themselves; a setting that somebody has touched is left alone."""
    for entry in read(FOLDER / "partnerships.toml")["partnership"]:
        partnership = Partnership.objects.get(slug=entry["slug"])
        with partnership_scope(partnership):
            for chosen in entry.get("settings", []):
                if not history(partnership, chosen["key"]).exists():
                    choose(partnership=partnership, by=None, **chosen)


def _share(*, body: str, member: str) -> None:
    partnerships = Partnership.objects.using("owner")
    JointMember.objects.using("owner").get_or_create(
        body=partnerships.get(slug=body), member=partnerships.get(slug=member)
    )


def files_of(partnership: Partnership) -> list[tuple[str, Path]]:
    """Kind and path of each file to import, in the order of their numbers."""
    found = sorted((FOLDER / partnership.slug).glob("[0-9][0-9]-*.csv"))
    return [(path.stem[3:], path) for path in found]


def add_people() -> list[dict]:
    """The demo's accounts with their memberships and roles; returns them as the file names them."""
    people = read(FOLDER / "people.toml")["person"]
    for person in people:
        user = User.objects.filter(email=person["email"]).first()
        user = user or User.objects.create_user(person["email"], person["name"], PASSWORD)
        for held in person.get("roles", []):
            _add_role(user, held)
        if person.get("is_operator"):
            Operator.objects.using("owner").get_or_create(user_id=user.pk)
    return people


def _add_role(user: User, held: dict) -> None:
    partnership = Partnership.objects.get(slug=held["partnership"])
    with partnership_scope(partnership):
        membership, _ = Membership.objects.get_or_create(partnership=partnership, user=user)
        agency = Agency.objects.get(name=held["agency"]) if "agency" in held else None
        role, _ = MembershipRole.objects.get_or_create(
            partnership=partnership, membership=membership, role=held["role"], agency=agency
        )
        if role.ends_on is None and "ends_on" in held:
            role.ends_on = held["ends_on"]
            role.save(update_fields=["ends_on"])


def add_report(partnership: Partnership) -> Report | None:
    """The report that the partnership's folder describes, written and accepted; an existing one is left alone."""
    folder = FOLDER / partnership.slug / "report"
    if not folder.exists():
        return None
    outline = read(folder / "report.toml")
    year = FinancialYear.parse(outline["year"])
    with partnership_scope(partnership):
        if existing := Report.objects.for_year(year).first():
            return existing
        report = reports.start(
            partnership=partnership,
            year=year,
            template=ReportTemplate.objects.get(code=outline["template"]),
            title=outline["title"].removesuffix(f" {year}"),
            subtitle=outline.get("subtitle", ""),
            sections=outline["section"],
            by=None,
        )
        _write(report, folder, outline["section"])
    return report


def _write(report: Report, folder: Path, entries: list[dict]) -> None:
    for section, entry in zip(report.sections.all(), entries, strict=True):
        if "text" in entry:
            text = (folder / entry["text"]).read_text()
            section = sections.write(section=section, text=text, version=section.version, by=None)
        sections.accept(section=section, by=None)


def add_authors() -> None:
    """Ask people for the sections that the file gives them, so that the demo shows what an author sees."""
    for person in read(FOLDER / "people.toml")["person"]:
        if asked := person.get("writes"):
            _ask(User.objects.get(email=person["email"]), **asked)


def _ask(author: User, *, partnership: str, section: str, due_on) -> None:
    with partnership_scope(Partnership.objects.get(slug=partnership)):
        found = Section.objects.filter(key=section).first()
        if found and found.author is None:
            sections.assign(section=found, author=author, due_on=due_on, by=None)
