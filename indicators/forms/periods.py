from django.utils import timezone

from core import forms
from core.calendar.financial_years import FinancialYear
from core.formatting.sentences import capital, period
from indicators.bounds import check_period
from indicators.periods import DAY, HALF, QUARTER, YEAR, sort_of

SORTS = {YEAR: "A year", QUARTER: "A quarter", HALF: "Half a year", DAY: "One day"}
FIELDS = {YEAR: "in_year", QUARTER: "in_quarter", HALF: "in_half", DAY: "on_day"}
QUARTERS = ("April to June", "July to September", "October to December", "January to March")
HALVES = ("April to September", "October to March")
MISSING = {YEAR: "Select the year", QUARTER: "Select the quarter", HALF: "Select the half", DAY: "Enter the day"}
YEARS_BACK = 15
# Documents print totals of plans as well.
YEARS_AHEAD = 1


class Picked(forms.ChoiceField):
    """A box that is needed where its sort of period is chosen, which `put_together` sees to."""

    def validate(self, value):
        if value and not self.valid_value(value):
            raise forms.ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": value})


class PickedDay(forms.DateField):
    def clean(self, value):
        return super().clean(value) if any(value or ()) else None


class PeriodFields(forms.Form):
    """What a period is picked with; `offer` fills the boxes and `put_together` reads them."""

    period = forms.ChoiceField(
        label="Period", choices=list(SORTS.items()), widget=forms.Radios(reveals=FIELDS), initial=YEAR
    )
    in_year = Picked(label="Year")
    in_quarter = Picked(label="Quarter")
    in_half = Picked(label="Half")
    on_day = PickedDay(label="Day", help_text="For example, 31 3 2026")

    def check_period(self, period: str) -> None:
        """Raises `ValidationError` where there can be no figure of the period."""
        check_period(period)


class PeriodForm(forms.RecordForm, PeriodFields):
    """A figure's form: `period` is a year, a quarter, half a year or a day, picked and not typed."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, self.instance.period or self.initial.get("period", ""))

    @property
    def values(self):
        """What was typed; the boxes that make up the period left out."""
        return {name: value for name, value in super().values.items() if name not in FIELDS.values()}

    def clean(self):
        super().clean()
        put_together(self)
        return self.cleaned_data


def offer(form, kept: str) -> None:
    """Fill the boxes with the periods of the last years, and begin with the one that is kept."""
    this = FinancialYear.of(timezone.localdate())
    years = [str(FinancialYear(this.first - back)) for back in range(-YEARS_AHEAD, YEARS_BACK)]
    offered = {
        "in_year": [(year, year) for year in years],
        "in_quarter": [
            (f"{year} Q{n}", f"{year}, quarter {n} ({QUARTERS[n - 1]})") for year in years for n in (4, 3, 2, 1)
        ],
        "in_half": [(f"{year} H{n}", f"{year}, half {n} ({HALVES[n - 1]})") for year in years for n in (2, 1)],
    }
    for name, choices in offered.items():
        choices[:] = [choice for choice in choices if _may_be(form, choice[0])]
        if kept and name == FIELDS[sort_of(kept)] and kept not in dict(choices):
            choices.append((kept, capital(period(kept))))
        form.fields[name].choices = [("", "Choose"), *choices]
    if kept:
        form.initial |= {"period": sort_of(kept), FIELDS[sort_of(kept)]: kept}
    else:
        form.initial["period"] = form.initial.get("usual_period") or YEAR


def _may_be(form, period: str) -> bool:
    try:
        form.check_period(period)
    except forms.ValidationError:
        return False
    return True


def put_together(form) -> None:
    """Make the cleaned `period` the text that is kept, or say which box is missing."""
    if sort := form.cleaned_data.get("period"):
        picked = form.cleaned_data.get(FIELDS[sort])
        if picked:
            form.cleaned_data["period"] = picked.isoformat() if sort == DAY else picked
            try:
                form.check_period(form.cleaned_data["period"])
            except forms.ValidationError as error:
                form.add_error(FIELDS[sort], error)
        elif FIELDS[sort] not in form.errors:
            form.add_error(FIELDS[sort], MISSING[sort])
