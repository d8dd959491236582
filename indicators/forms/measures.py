from core import forms
from core.formatting.folding import fold
from core.formatting.units import unit_named
from indicators.bounds import check_topic
from indicators.forms.asking import AskingFigure
from indicators.forms.numbers import FigureField, check_numbers
from indicators.forms.people import AsksWhetherPeople
from indicators.forms.periods import PeriodForm
from indicators.forms.values import GROUPED_BY, PUBLISHED, UNIT
from indicators.models import Measure, OwnIndicator

# The category of a figure of an own indicator that has none.
WHOLE = "All"


class MeasureForm(AsksWhetherPeople, AskingFigure, PeriodForm):
    """A figure that no catalogue knows, under a topic of the partnership's own."""

    class Meta(forms.RecordForm.Meta):
        model = Measure
        fields = ["topic", "category", "grouped_by", "period", "unit", "value"]
        fields += ["is_exhaustive", "is_published", "source", "note"]
        field_classes = {"value": FigureField}
        labels = {"is_exhaustive": "The categories of the topic are all there are"}
        help_texts = {
            "topic": "The figures of one table have one topic, such as Training attendance.",
            "category": "What is counted, such as Multi-agency courses.",
            "grouped_by": GROUPED_BY,
            "unit": UNIT,
            "is_published": PUBLISHED,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["value"].required = True
        topic = fold(self.data.get("topic") or self.initial.get("topic") or "")
        if topic in map(fold, OwnIndicator.objects.values_list("topic", flat=True)):
            self.fields["category"].required = False
            self.fields["category"].help_text = f"Leave it empty for the value of the whole, “{WHOLE}”."

    def clean_topic(self):
        check_topic(self.cleaned_data["topic"])
        return self.cleaned_data["topic"]

    def clean_category(self):
        return self.cleaned_data["category"] or WHOLE

    def clean(self):
        typed = super().clean()
        series = (self.instance.partnership_id, typed.get("topic"), typed.get("unit"))
        if all(series):
            self.ask_whether_people(series)
        is_share = unit_named(typed.get("unit") or "").is_share and bool(typed.get("is_exhaustive"))
        is_people = all(series) and self.counts_people(series)
        facts = {"is_share": is_share, "is_counted": True, "is_people": is_people}
        check_numbers(self, {"value": typed.get("value")}, typed.get("unit"), **facts)
        return typed
