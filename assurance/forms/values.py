from assurance import rates
from assurance.forms.asking import AskingFigure
from assurance.forms.numbers import FigureField, check_numbers
from assurance.forms.periods import PeriodForm
from assurance.models import IndicatorValue
from core import forms

WORDS = {"n": "Number (n)", "%": "Share (%)", "r1k": "Rate per 1,000", "r10k": "Rate per 10,000"}
WORDS |= {"r100k": "Rate per 100,000", "d": "Days", "wd": "Working days", "£": "Pounds (£)"}
# Not what others have, which may be a mean of several areas.
COUNTED_HERE = ("value", "previous")
COMPARED = ["statistical_neighbours", "region", "england", "previous", "target"]
PUBLISHED = "Its owner has published the figure, so that it is shown as it is. Say where under “Source”."


class ValueForm(AskingFigure, PeriodForm):
    """One value of an indicator. Left empty, a share or rate is computed from what it was counted from."""

    unit = forms.ChoiceField(label="Unit", choices=[])

    class Meta(forms.RecordForm.Meta):
        model = IndicatorValue
        fields = [
            "period",
            "unit",
            "breakdown",
            "value",
            "numerator",
            "denominator",
            "population_year",
            *COMPARED,
            "quality",
            "commentary",
            "is_exhaustive",
            "is_published",
            "source",
        ]
        field_classes = dict.fromkeys(("value", "numerator", "denominator", *COMPARED), FigureField)
        labels = {
            "breakdown": "Category",
            "numerator": "Counted",
            "denominator": "Out of",
            "population_year": "Year of the population",
            "previous": "The year before",
            "quality": "Quality",
            "is_exhaustive": "The categories are all there are",
        }
        help_texts = {
            "breakdown": "Leave it empty for the value of the whole.",
            "value": "Leave it empty to have a share or a rate computed.",
            "commentary": "What it means, and what is done about it.",
            "is_published": PUBLISHED,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        units = [unit.strip() for unit in self.instance.indicator.units.split(";")]
        units = list(dict.fromkeys([*units, *filter(None, [self.instance.unit]), *WORDS]))
        self.fields["unit"].choices = [(unit, WORDS.get(unit, unit)) for unit in units]
        self.initial.setdefault("unit", units[0])

    def clean(self):
        typed = super().clean()
        value, numerator, denominator = (typed.get(name) for name in ("value", "numerator", "denominator"))
        counted = (typed.get("unit") or "", numerator, denominator)
        for name, fault in rates.faults(*counted).items():
            self.add_error(name, f"{self.fields[name].label}: {fault[:1].lower()}{fault[1:]}")
        if value is None and "value" not in self.errors and not self.errors.keys() & {"numerator", "denominator"}:
            typed["value"] = rates.computed(*counted)
            if typed["value"] is None and numerator is None:
                self.add_error("value", "Enter a value, or what was counted")
        self._check_numbers(typed)
        return typed

    def _check_numbers(self, typed: dict) -> None:
        unit = typed.get("unit") or ""
        check_numbers(self, {"numerator": typed.get("numerator")}, "n")
        for name in ("value", *COMPARED):
            facts = {"is_share": unit == "%", "is_counted": name in COUNTED_HERE}
            check_numbers(self, {name: typed.get(name)}, unit, **facts)

    @property
    def there(self) -> IndicatorValue | None:
        """Where the form is refused: another value of the same period, category and unit."""
        if not self.errors:
            return None
        same = {name: getattr(self.instance, name) for name in ("indicator", "period", "breakdown", "unit")}
        return IndicatorValue.objects.filter(**same).exclude(pk=self.instance.pk).first()
