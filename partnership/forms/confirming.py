from core import forms
from core.submissions.questions import BECAUSE, LONGEST


class ConfirmForm(forms.Form):
    """That all values of a file that are asked about are right, and why: one reason for all of them."""

    is_right = forms.BooleanField(label="Yes, these values are right")
    because = forms.CharField(
        label=BECAUSE,
        help_text="It stays in the history of each record. For example, as the published report has it.",
        max_length=LONGEST,
        error_messages={"required": "Enter why the values are right"},
    )
