from django.core.exceptions import ValidationError
from django.utils import timezone

from core import forms
from core.about import shipped_statement
from core.calendar.months import months_after
from reporting.models import AccessibilityStatement

Meets = AccessibilityStatement.Meets


class StatementForm(forms.AddForm):
    """What a review of the accessibility of the partnership's pages found."""

    tested_on = forms.DateField(label="When were the pages tested?", called="The day of the test")
    tested_how = forms.TextField(
        label="How were they tested, and by whom?",
        help_text="Which pages, with which tools or people. Name offices and firms, not persons.",
        max_length=4000,
        rows=5,
    )
    meets = forms.ChoiceField(label="Do they meet WCAG 2.2, level AA?", choices=Meets.choices, widget=forms.Radios)
    problems = forms.TextField(
        label="What does not meet it, and why?",
        help_text="Say for each what people cannot do. For example, a document that the portal did not make. What is "
        "known of the portal itself stands on the page in any case.",
        max_length=8000,
        rows=8,
        required=False,
    )
    alternatives = forms.TextField(
        label="What can people use or ask for instead?",
        help_text="How to reach you stands above it already.",
        max_length=2000,
        rows=4,
        required=False,
    )
    next_review_on = forms.DateField(
        label="When will you review it next?",
        called="The day of the next review",
        help_text=f"Every {shipped_statement().review_months} months is usual.",
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        today = timezone.localdate()
        self.fields["tested_on"].initial = today
        self.fields["next_review_on"].initial = months_after(today, shipped_statement().review_months)

    def clean_tested_on(self):
        day = self.cleaned_data["tested_on"]
        if day > timezone.localdate():
            raise ValidationError("The day of the test is still to come. Enter the day on which they were tested.")
        return day

    def clean_next_review_on(self):
        day = self.cleaned_data["next_review_on"]
        if day <= timezone.localdate():
            raise ValidationError("The day of the next review must be after today.")
        return day

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("meets") in (Meets.PARTLY, Meets.NOT) and not cleaned.get("problems", "").strip():
            self.add_error("problems", "Say what does not meet the standard, or choose “They meet all of it”.")
        return cleaned
