"""Settings that the partnership's own records are kept by."""

import datetime

from core import forms
from core.calendar.months import months_after
from core.settings import preference, value_of

YEAR = "The year and its dates"

preference(
    "terms_months",
    group=YEAR,
    label="Months between reviews of terms of reference",
    help="When a review of a group’s terms is noted without a day for the next one, it is due so many months later.",
    default=12,
    field=lambda partnership: forms.WholeNumberField(
        label="Months between reviews of terms of reference", min_value=1, max_value=60
    ),
    says=lambda value: f"{value} month{'' if value == 1 else 's'}",
)


def terms_due_on(partnership, reviewed_on: datetime.date) -> datetime.date:
    """When terms of reference are due again that were reviewed on a day: so many months later, in a shorter month on
    its last day."""
    return months_after(reviewed_on, value_of(partnership, "terms_months", reviewed_on))
