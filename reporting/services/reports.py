"""Starting a report and arranging its outline."""

from django.db import transaction
from django.db.models import F, Max
from django.utils.text import slugify

from accounts.services import task_links
from core.calendar.financial_years import FinancialYear
from core.reports.sources import sources
from reporting.mails import CANNOT_WRITE
from reporting.models import Report, ReportTemplate, Section

DUE_MONTH, DUE_DAY = 7, 31


class CannotArrange(Exception):
    """An outline cannot be changed that way; the text says why."""


@transaction.atomic
def start(
    *, partnership, year: FinancialYear, template: ReportTemplate, title: str, by, subtitle: str = "", sections=None
) -> Report:
    """A report with the template's sections, or those given in the same form, none of them begun."""
    report = Report.objects.create(
        partnership=partnership, year=str(year), template=template, title=title, subtitle=subtitle
    )
    Section.objects.bulk_create(
        Section(
            partnership=partnership,
            report=report,
            position=position,
            key=entry["key"],
            level=entry.get("level", 1),
            title=entry["title"],
            kind=entry["kind"],
            source=entry.get("source", ""),
            options=entry.get("options", {}),
            guidance=entry.get("guidance", ""),
            covers=entry.get("covers", []),
        )
        for position, entry in enumerate(sections or template.sections, start=1)
    )
    return report


@transaction.atomic
def rename(*, report: Report, title: str, subtitle: str, by) -> Report:
    """Give it other words on the cover. Editions that are compiled keep theirs."""
    locked = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    locked.title, locked.subtitle = title, subtitle
    locked.save(update_fields=["title", "subtitle"])
    return locked


def why_kept(report: Report) -> str:
    """Why a report cannot be removed; nothing where nobody has written in it or compiled it."""
    if report.editions.exists():
        return "It has been compiled. Editions are kept for good."
    if report.sections.exclude(text="").exists():
        return "Somebody has written in it. Leave sections out instead."
    return ""


@transaction.atomic
def remove(*, report: Report, by) -> None:
    """Delete a report in which there is nothing yet, with its outline. Raises `CannotArrange`."""
    _lock(report)
    if reason := why_kept(report):
        raise CannotArrange(reason)
    for section in report.sections.all():
        _delete(section)
    report.delete()


@transaction.atomic
def add_section(*, report: Report, title: str, level: int, kind: str, by, after=None, **fields) -> Section:
    """Put a section of the partnership's own into the outline, after another one or at the end."""
    _lock(report)
    if kind == Section.Kind.LIVE and fields.get("source") not in sources():
        raise CannotArrange("Choose what the section takes from the records.")
    last = report.sections.aggregate(last=Max("position"))["last"] or 0
    position = (after.position if after else last) + 1
    report.sections.filter(position__gte=position).update(position=F("position") + 1)
    return Section.objects.create(
        partnership=report.partnership,
        report=report,
        key=_free_key(report, title),
        position=position,
        level=level,
        title=title,
        kind=kind,
        is_own=True,
        **fields,
    )


def _free_key(report: Report, title: str) -> str:
    taken = set(report.sections.values_list("key", flat=True))
    stem = slugify(title)[:50] or "section"
    return next(key for key in (stem, *(f"{stem}-{n}" for n in range(2, 10_000))) if key not in taken)


@transaction.atomic
def move(*, section: Section, up: bool, by) -> None:
    """Change places with the neighbour; the first does not move up, nor the last down."""
    _lock(section.report)
    section.refresh_from_db(fields=["position"])
    others = section.report.sections.exclude(pk=section.pk)
    if up:
        neighbour = others.filter(position__lt=section.position).order_by("-position").first()
    else:
        neighbour = others.filter(position__gt=section.position).order_by("position").first()
    if neighbour is None:
        return
    here, there = section.position, neighbour.position
    # The constraint on positions is checked at the end, so both may hold the same one for a moment.
    Section.objects.filter(pk=neighbour.pk).update(position=here)
    Section.objects.filter(pk=section.pk).update(position=there)


@transaction.atomic
def leave_out(*, section: Section, reason: str, by) -> None:
    """Keep a section out of the report, for a reason that stays with it."""
    if not reason.strip():
        raise CannotArrange("Say why the section is left out.")
    _change(section, left_out_reason=reason.strip())
    task_links.close(kind=CANNOT_WRITE, subject_id=section.pk)


@transaction.atomic
def take_back(*, section: Section, by) -> None:
    _change(section, left_out_reason="")


@transaction.atomic
def remove_section(*, section: Section, by) -> None:
    """Delete a section that the partnership added itself and nobody has written in."""
    if not section.is_own or section.text:
        raise CannotArrange(
            "Only a section of your own that is still empty can be deleted. Leave this one out instead."
        )
    _delete(section)


def _delete(section: Section) -> None:
    task_links.close(kind=CANNOT_WRITE, subject_id=section.pk)
    section.delete()


def _lock(report: Report) -> None:
    Report.objects.select_for_update().get(pk=report.pk)


def _change(section: Section, **fields) -> None:
    locked = Section.objects.select_for_update().get(pk=section.pk)
    for name, value in fields.items():
        setattr(locked, name, value)
        setattr(section, name, value)
    locked.save(update_fields=list(fields))
