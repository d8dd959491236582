"""Settings of the yearly report: the guidance that a new one starts with, the day it is due, and who signs it."""

import datetime

from accounts.roles import Role
from core import forms
from core.calendar.financial_years import FinancialYear
from core.formatting import sentences
from core.settings import in_force, preference, value_of
from core.settings.fields import DayOfYearField, day_of_year
from reporting.models import ReportTemplate

REPORT = "The yearly report"
SIGNERS = {
    Role.LEAD_PARTNER.value: "each statutory partner, by its lead or delegated safeguarding partner",
    Role.INDEPENDENT_CHAIR.value: "the independent chair",
}


def _newest(partnership, on):
    template = ReportTemplate.objects.for_partnership(partnership).first()
    return template.code if template else None


def _named(code: str | None) -> str:
    template = ReportTemplate.objects.filter(code=code).first()
    return template.name if template else "none is shipped for a partnership of this kind"


def _field(partnership):
    return forms.ChoiceField(
        label="Edition of the guidance",
        choices=[(one.code, one.name) for one in ReportTemplate.objects.for_partnership(partnership)],
        widget=forms.Radios,
    )


preference(
    "guidance",
    group=REPORT,
    label="Edition of the guidance",
    help="A new report starts with the outline and checklist of this edition, whatever its year. "
    "A report that is begun keeps its own.",
    default=_newest,
    field=_field,
    says=_named,
    shipped="the edition that was in force when the year of the report ended",
)
preference(
    "report_due",
    group=REPORT,
    label="Day on which the report is due",
    help="Each year by this day the report on the year before is to be published. The guidance names a day of its own.",
    default=None,
    field=lambda partnership: DayOfYearField(
        label="Day on which the report is due", help_text="For example, 30 September"
    ),
    says=lambda value: day_of_year(value) if value else "as the edition of the guidance says",
    shipped="the day that the edition of the guidance names",
)


def _signers_field(partnership):
    return forms.MultipleChoiceField(
        label="Who signs the report",
        choices=[(role, sentences.capital(words)) for role, words in SIGNERS.items()],
        widget=forms.Checkboxes,
        error_messages={"required": "Select who signs the report"},
    )


preference(
    "signatories",
    group=REPORT,
    label="Signatories of the report",
    help="An edition can be published once all of them have signed it. One that is offered already keeps those who "
    "were asked for it.",
    default=[Role.LEAD_PARTNER.value],
    field=_signers_field,
    says=lambda value: sentences.listed([SIGNERS[role] for role in value]),
)


def report_due_on(partnership, year: FinancialYear) -> datetime.date | None:
    """The day that the partnership has set for the report on a year; None where it follows the guidance."""
    chosen = value_of(partnership, "report_due")
    if chosen is None:
        return None
    month, day = (int(part) for part in chosen.split("-"))
    return datetime.date(year.first + (1 if month > 3 else 2), month, day)


def first_template(partnership, year: FinancialYear) -> ReportTemplate | None:
    """The outline that a new report on a year starts with: as the partnership has set it, or under the edition of the
    guidance that was in force when the year ended."""
    return first_templates(partnership, [year])[year]


def first_templates(partnership, years: list[FinancialYear]) -> dict[FinancialYear, ReportTemplate | None]:
    """`first_template` of each year, in one query."""
    chosen, outlines = in_force(partnership, "guidance"), list(ReportTemplate.objects.for_partnership(partnership))
    if not chosen.is_default:
        return dict.fromkeys(years, next((one for one in outlines if one.code == chosen.value), None))
    return {
        year: next((one for one in outlines if one.holds_on(year.ends)), (outlines or [None])[-1]) for year in years
    }
