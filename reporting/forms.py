from django.core.exceptions import ValidationError

from accounts.models import Membership
from accounts.permissions import Permission
from core import forms
from core.sections import sources
from core.years import FinancialYear
from reporting.models import Report, ReportTemplate, Section

# Thirty pages: more than a section is ever meant to be, and little enough to lay out at once.
LONGEST_TEXT = 100_000
FIRST_YEAR, LAST_YEAR = 2004, 2099


class StartForm(forms.Form):
    year = forms.CharField(max_length=7, help_text="The year from 1 April to 31 March, for example 2019-20.")
    template = forms.ModelChoiceField(
        queryset=ReportTemplate.objects.all(),
        empty_label=None,
        widget=forms.Radios,
        label="Outline",
        help_text="The edition of the guidance that was in force. You can add, move and leave out sections later.",
    )
    title = forms.CharField(max_length=200, initial="Annual report")
    subtitle = forms.CharField(max_length=300, required=False)

    def __init__(self, *args, partnership, **options):
        super().__init__(*args, **options)
        self.partnership = partnership
        self.fields["template"].queryset = ReportTemplate.objects.for_partnership(partnership)

    def clean_year(self):
        year = FinancialYear.parse(self.cleaned_data["year"])
        if not FIRST_YEAR <= year.first <= LAST_YEAR:
            raise ValidationError(f"Enter a year from {FinancialYear(FIRST_YEAR)} to {FinancialYear(LAST_YEAR)}.")
        if Report.objects.for_year(year).exists():
            raise ValidationError(f"There is a report for {year} already.")
        return year


class AddSectionForm(forms.Form):
    title = forms.CharField(max_length=200)
    level = forms.ChoiceField(
        choices=[("1", "A chapter"), ("2", "A part of the chapter above it")], widget=forms.Radios, initial="1"
    )
    source = forms.ChoiceField(
        required=False,
        label="What it shows",
        help_text="A section that somebody writes, or one that the records fill by themselves.",
    )
    after = forms.ModelChoiceField(
        queryset=Section.objects, empty_label="At the end", required=False, label="Comes after"
    )

    def __init__(self, *args, report, **options):
        super().__init__(*args, **options)
        self.fields["after"].queryset = report.sections.all()
        offered = sorted((source.name, code) for code, source in sources().items())
        self.fields["source"].choices = [("", "What somebody writes"), *((code, name) for name, code in offered)]

    def clean_level(self):
        return int(self.cleaned_data["level"])


class AssignForm(forms.Form):
    author = forms.ModelChoiceField(
        queryset=Membership.objects,
        required=False,
        empty_label="Nobody",
        help_text=(
            "Anybody whose role lets them write. "
            "Somebody outside the business unit sees this section and nothing else of the report."
        ),
    )
    due_on = forms.DateField(required=False, called="Due date", label="Due", help_text="For example, 31 7 2026")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["author"].queryset = Membership.objects.current().holding(Permission.WRITE_SECTION).for_choosing()
        self.fields["author"].label_from_instance = lambda membership: membership.user.name


class WriteForm(forms.Form):
    text = forms.TextField(
        rows=20,
        required=False,
        max_length=LONGEST_TEXT,
        label="Text",
        help_text=(
            "Write in Markdown: an empty line between paragraphs, “- ” before each point of a list, "
            "“### ” before a heading, **two stars** round what is important, [^1] for a note, "
            "“Table: what it shows” above a table that is to have a number."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    reason = forms.TextField(rows=4, max_length=1000)
