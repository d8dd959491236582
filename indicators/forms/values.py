from core import forms
from core.formatting.units import unit_named, units
from indicators import rates
from indicators.bounds import check_numerator
from indicators.forms.asking import AskingFigure
from indicators.forms.numbers import CountField, FigureField, check_numbers
from indicators.forms.people import AsksWhetherPeople
from indicators.forms.periods import PeriodForm
from indicators.models import IndicatorValue
from indicators.models.people import Series

# What a value of the catalogue's may be in; figures of a topic may be in any word.
WORDS = {unit.code: unit.name for unit in units().values() if not unit.is_count or unit.code == "n"}
# Not what others have, which may be a mean of several areas.
COUNTED_HERE = ("value", "previous")
COMPARED = ["statistical_neighbours", "region", "england", "previous", "target"]
UNIT = "n or a word such as children for people, %, £, or what else is counted, such as courses."
GROUPED_BY = (
    "Only where the same people are grouped in several ways, such as sex and age group. Each is added up by itself."
)
PUBLISHED = "Its owner has published the figure, so that it is shown as it is. Say where under “Source”."


class ValueForm(AsksWhetherPeople, AskingFigure, PeriodForm):
    """One value of an indicator. Left empty, a share or rate is computed from what it was counted from."""

    unit = forms.ChoiceField(label="Unit", choices=[])

    class Meta(forms.RecordForm.Meta):
        model = IndicatorValue
        fields = [
            "period",
            "unit",
            "breakdown",
            "grouped_by",
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
        field_classes = {
            **dict.fromkeys(("value", *COMPARED), FigureField),
            **dict.fromkeys(("numerator", "denominator"), CountField),
        }
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
            "grouped_by": GROUPED_BY,
            "value": "Leave it empty to have a share or a rate computed. Other units, such as days, are not.",
            "commentary": "What it means, and what is done about it. It is printed as you type it, line by line.",
            "is_published": PUBLISHED,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        codes = [unit.strip() for unit in self.instance.indicator.units.split(";")]
        codes = list(dict.fromkeys([*codes, *filter(None, [self.instance.unit]), *WORDS]))
        self.fields["unit"].choices = [(code, unit_named(code).name) for code in codes]
        self.initial.setdefault("unit", codes[0])

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
        if typed.get("unit"):
            self.ask_whether_people(self._series(typed["unit"]))
        self._check_numbers(typed)
        return typed

    def _series(self, unit: str) -> Series:
        return self.instance.partnership_id, self.instance.indicator_id, unit

    def _check_numbers(self, typed: dict) -> None:
        unit = typed.get("unit") or ""
        check_numbers(self, {"numerator": typed.get("numerator")}, unit, check_numerator)
        is_people = bool(unit) and self.counts_people(self._series(unit))
        for name in ("value", *COMPARED):
            facts = {"is_share": unit_named(unit).is_share, "is_counted": name in COUNTED_HERE, "is_people": is_people}
            check_numbers(self, {name: typed.get(name)}, unit, **facts)

    @property
    def there(self) -> IndicatorValue | None:
        """Where the form is refused: another value of the same period, category, breakdown and unit."""
        if not self.errors:
            return None
        key = ("indicator", "period", "breakdown", "grouped_by", "unit")
        same = {name: getattr(self.instance, name) for name in key}
        return IndicatorValue.objects.filter(**same).exclude(pk=self.instance.pk).first()
