from core import forms
from indicators.bounds import check_printed, check_printed_period
from indicators.forms.numbers import FigureField, check_numbers
from indicators.forms.periods import PeriodForm
from indicators.ledger import INDICATOR, MEASURE
from indicators.models import Indicator, Measure, PrintedTotal
from indicators.totals import TOTALS


class PrintedTotalForm(PeriodForm):
    """A total as a document prints it, of parts that the portal adds up."""

    of = forms.ChoiceField(label="What it is the total of", choices=[])

    class Meta(forms.RecordForm.Meta):
        model = PrintedTotal
        fields = ["of", "period", "printed", "unit", "source", "line", "says"]
        field_classes = {"printed": FigureField}
        labels = {"line": "Line or page", "says": "What the document says"}
        help_texts = {
            "unit": "As the parts have it, such as n, % or £.",
            "source": "The document, such as Annual report 2019-20.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        topics = [f"{MEASURE}{topic}" for topic in Measure.objects.summed()]
        indicators = [(f"{INDICATOR}{one.number}", f"Indicator {one}") for one in Indicator.objects.summed()]
        choices = [*((total, total) for total in TOTALS), *((topic, topic) for topic in topics), *indicators]
        if self.instance.of and self.instance.of not in dict(choices):
            choices.append((self.instance.of, self.instance.of))
        self.fields["of"].choices = [("", "Choose"), *choices]

    def check_period(self, period):
        check_printed_period(period)

    def clean(self):
        typed = super().clean()
        if typed.get("printed") is None and "printed" not in self.errors:
            self.add_error("printed", "Enter the printed total")
        check_numbers(self, {"printed": typed.get("printed")}, typed.get("unit"), check_printed, of=typed.get("of"))
        return typed
