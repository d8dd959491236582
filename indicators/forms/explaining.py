from core import forms
from indicators.models import Explanation


class ExplainForm(forms.Form):
    kind = forms.ChoiceField(
        label="What is the matter?",
        choices=Explanation.Kind.choices,
        widget=forms.Radios(
            hints={
                Explanation.Kind.EXPLAINED: "The printed total is right, or there is a reason that it differs.",
                Explanation.Kind.CORRECTED: "The next edition of the document, or the record, has to be put right.",
            }
        ),
        error_messages={"required": "Select whether it is explained or to be corrected"},
    )
    text = forms.TextField(
        label="Explanation",
        help_text="Two or three sentences that somebody can follow in five years.",
        max_length=2000,
        rows=6,
    )
    version = forms.VersionField()
