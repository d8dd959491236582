"""Puts the shipped catalogues into the database: indicators, report templates, the checklist, the dates.

Loaded by a command and not by migrations, so that emptying a test database leaves nothing half there. The application
may only read these tables; the owner of the database loads them.
"""

import csv
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.db import models, transaction

from indicators.models import Indicator
from indicators.models.indicators import EDITION
from reporting.catalogue import checklist, dates, templates
from reporting.models import ChecklistItem, ReportDate, ReportTemplate

INDICATORS = Path(settings.BASE_DIR, "indicators", "catalogue", "indicators.csv")


def load(using: str = "owner") -> dict[str, int]:
    """Add what is missing and put right what differs; returns how many entries each catalogue has. Safe to repeat."""
    with transaction.atomic(using=using):
        return {
            "indicators": _keep(Indicator, _indicators(), ["edition", "number"], using),
            "report templates": _keep(ReportTemplate, _templates(), ["code"], using),
            "checklist items": _keep(ChecklistItem, _checklist(), ["code"], using),
            "dates": _keep(ReportDate, _dates(), ["code"], using),
        }


def _keep(model: type[models.Model], rows: Iterable[models.Model], known_by: list[str], using: str) -> int:
    rows = list(rows)
    fields = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    for row in rows:
        row.full_clean(validate_unique=False, validate_constraints=False)
    model.objects.using(using).bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=known_by,
        update_fields=[name for name in fields if name not in known_by],
    )
    return len(rows)


def _indicators() -> Iterable[Indicator]:
    codes = {label: code for code, label in [("", ""), *Indicator.Categories.choices]}
    with INDICATORS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Indicator(
                edition=EDITION,
                number=int(row["Number"]),
                name=row["Name"],
                units=row["Units"],
                numerator=row["Numerator"],
                denominator=row["Denominator"],
                cohort=row["Cohort rule"],
                frequency=row["Frequency"],
                source_agency=row["Source agency"],
                comparators=row["Comparators"],
                good_direction=row["Good direction"].lower(),
                source=row["Source"],
                note=row["Definition note"],
                categories=row["Categories"],
                categories_are=codes[row["Categories are"]],
            )


def _templates() -> Iterable[ReportTemplate]:
    names = ("code", "name", "edition", "applies_to", "in_force_on", "sections")
    return (ReportTemplate(**{name: template[name] for name in names}) for template in templates())


def _checklist() -> Iterable[ChecklistItem]:
    for position, row in enumerate(checklist(), start=1):
        yield ChecklistItem(position=position, **_said(row))


def _dates() -> Iterable[ReportDate]:
    for row in dates():
        yield ReportDate(month=int(row["Month"]), day=int(row["Day"]), **_said(row))


def _said(row: dict[str, str]) -> dict:
    """What the guidance says, and where."""
    return {
        "code": row["Code"],
        "editions": row["Editions"],
        "applies_to": row["Applies to"],
        "text": row["Text"],
        "source": row["Source"],
        "is_verified": row["Status"] == "V",
    }
