from django.core.exceptions import ValidationError

from core import forms
from core.imports.reading import MOST_BYTES

MOST_MEGABYTES = MOST_BYTES // 2**20


class UploadForm(forms.Form):
    file = forms.FileField(
        label="File to import",
        help_text=f"CSV or Excel (.xlsx), up to {MOST_MEGABYTES} MB. You see what it would do before anything changes.",
        error_messages={"required": "Select a CSV or Excel file", "empty": "The file is empty"},
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(f"The file is larger than {MOST_MEGABYTES} MB. Split it into several files.")
        return file
