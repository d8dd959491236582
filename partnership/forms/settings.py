"""Forms of the partnership's settings."""

import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from core import forms
from core.settings import Effect

EARLIEST = datetime.date(2000, 4, 1)
YEARS_AHEAD = 5


class ChoiceForm(forms.Form):
    """From when, and why. `seen` is how often the setting had been set when the page was opened."""

    from_on = forms.DateField(
        label="From", called="First day", help_text="The first day on which it holds. For example, 1 4 2027."
    )
    reason = forms.TextField(
        label="Why?", rows=3, max_length=1000, help_text="Whoever reads the history of this setting sees it."
    )
    seen = forms.VersionField()

    field_order = ["value"]

    def __init__(self, *args, preference, **options):
        super().__init__(*args, **options)
        self.preference = preference
        if preference.effect == Effect.AT_ONCE:
            del self.fields["from_on"]
        else:
            self.fields["from_on"].initial = timezone.localdate()

    def clean_from_on(self):
        day, latest = self.cleaned_data["from_on"], timezone.localdate().year + YEARS_AHEAD
        if not EARLIEST <= day or day.year > latest:
            raise ValidationError(f"From must be between {EARLIEST.year} and {latest}")
        return day


def setting_form(partnership, preference, value) -> type[ChoiceForm]:
    """The form that gives one setting another value, in the field that the setting brings."""
    field = preference.field(partnership)
    field.initial = value
    return type("SettingForm", (ChoiceForm,), {"value": field})
