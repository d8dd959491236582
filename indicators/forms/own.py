from core import forms
from core.formatting.folding import fold
from core.formatting.units import unit_named, units
from indicators.bounds import check_topic
from indicators.models import OwnIndicator


class OwnIndicatorForm(forms.RecordForm):
    """An indicator of the partnership's own. Its name is that of its figures, so it is given once."""

    unit = forms.ChoiceField(label="Unit", choices=[])
    definition = forms.TextField(
        label="What it counts",
        help_text="So that somebody else would count the same: who or what is counted, and when.",
        max_length=2000,
        rows=4,
    )

    class Meta(forms.RecordForm.Meta):
        model = OwnIndicator
        fields = ["topic", "definition", "unit", "frequency", "source_agency", "good_direction", "starts_on"]
        labels = {
            "topic": "Name",
            "frequency": "How often is it counted?",
            "source_agency": "Who counts it?",
            "good_direction": "Which direction is good?",
            "starts_on": "First day",
        }
        help_texts = {
            "topic": "Figures that are on record under this topic become its values.",
            "frequency": "The home page then asks for figures that are due.",
            "starts_on": "Since when it is counted, where you know it.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.adds:
            # Its figures stand under the name; another name is another indicator.
            del self.fields["topic"]
        offered = dict.fromkeys([*units(), self.instance.unit])
        self.fields["unit"].choices = [(code, unit_named(code).name) for code in offered]

    def clean_topic(self):
        topic = self.cleaned_data["topic"]
        check_topic(topic)
        if fold(topic) in map(fold, OwnIndicator.objects.values_list("topic", flat=True)):
            raise forms.ValidationError("There is an indicator of your own of this name already.")
        return topic
