from core import forms
from core.submissions.questions import BECAUSE, LONGEST


class ConfirmForm(forms.Form):
    """That all values of a file that are asked about are right, and why: one reason for all of them. Whether its parts
    are one breakdown is asked by itself, where it `asks_alone`."""

    is_right = forms.BooleanField(label="Yes, these values are right")
    are_one = forms.BooleanField(
        label="Yes, the parts that are asked about are all of one breakdown",
        help_text="If they are not, write under “Grouped by” in the file what groups each, and upload it again.",
        error_messages={"required": "Tick that the parts are of one breakdown, or name the breakdowns in the file"},
    )
    because = forms.CharField(
        label=BECAUSE,
        help_text="It stays in the history of each record. For example, as the published report has it.",
        max_length=LONGEST,
        error_messages={"required": "Enter why the values are right"},
    )

    def __init__(self, *args, asks_alone: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not asks_alone:
            del self.fields["are_one"]
