from django.core.exceptions import ValidationError
from django.utils import timezone

from core import forms
from core.calendar.financial_years import FinancialYear, is_year
from core.formatting import sentences
from core.reports import markdown
from core.reports.sources import sources
from core.settings import year_shown
from reporting.deadlines import first_late
from reporting.forms.printed import validate_amount, validate_printable
from reporting.models import Report, ReportTemplate, Section
from reporting.outlines import ORDERS, STAGES
from reporting.preferences import first_template

FIRST_YEAR, LAST_YEAR = 2004, 2099


class OutlineField(forms.ModelChoiceField):
    def label_from_instance(self, template) -> str:
        return f"{template}, for years from {template.first_year} on" if template.first_year else str(template)


class StartForm(forms.AddForm):
    year = forms.YearField(help_text="The year from 1 April to 31 March, for example 2019-20.")
    template = OutlineField(
        queryset=ReportTemplate.objects.all(),
        empty_label=None,
        widget=forms.Radios,
        label="Outline",
        help_text="The edition of the guidance that was in force when the year ended. "
        "You can add, move and leave out sections later.",
    )
    title = forms.CharField(max_length=200, initial="Annual report", validators=[validate_printable])
    subtitle = forms.CharField(max_length=300, required=False, validators=[validate_printable])
    # The year for which the page has shown which outline to tick; another one that is ticked then is meant.
    outline_for = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, partnership, asked: str = "", **options):
        super().__init__(*args, **options)
        self.partnership = partnership
        self.fields["template"].queryset = ReportTemplate.objects.for_partnership(partnership)
        year = _offered(partnership, asked)
        self.fields["year"].initial = self.fields["outline_for"].initial = str(year or "")
        self.fields["template"].initial = first_template(partnership, year or year_shown(partnership))

    def clean_year(self):
        year = FinancialYear.parse(self.cleaned_data["year"])
        if not _may_start(year):
            raise ValidationError(f"Enter a year from {FinancialYear(FIRST_YEAR)} to {FinancialYear(LAST_YEAR)}.")
        if Report.objects.for_year(year).exists():
            raise ValidationError(f"There is a report for {year} already.")
        return year

    def clean(self):
        cleaned = super().clean()
        year, ticked, shown_for = cleaned.get("year"), cleaned.get("template"), cleaned.pop("outline_for", "")
        if year and ticked and shown_for != str(year):
            self._ask_about_outline(year, ticked)
        return cleaned

    def _ask_about_outline(self, year: FinancialYear, ticked: ReportTemplate) -> None:
        """Come back with the outline of that year ticked, where another one is that was offered for another year."""
        right = first_template(self.partnership, year)
        if right in (None, ticked):
            return
        self.put("template", right)
        self.put("outline_for", str(year))
        self.add_error(
            "template",
            f"Is “{ticked}” right for {year}? A report for that year follows “{right}”, which is ticked now. "
            "Tick the one you mean, then send the form again.",
        )


def _offered(partnership, asked: str) -> FinancialYear | None:
    """The year that is asked for, else the first whose report is late, else the one after the latest that has a report,
    from the year shown up to the current one; of those without a report. None where all have theirs."""
    today, shown = timezone.localdate(), year_shown(partnership)
    taken = set(Report.objects.values_list("year", flat=True))
    if is_year(asked) and _may_start(year := FinancialYear.parse(asked)) and str(year) not in taken:
        return year
    following = FinancialYear(max((FinancialYear.parse(year).first + 1 for year in taken), default=shown.first))
    following = max(following, shown)
    is_too_early = following > max(shown, FinancialYear.of(today))
    return first_late(partnership, today) or (None if is_too_early else following)


def _may_start(year: FinancialYear) -> bool:
    return FIRST_YEAR <= year.first <= LAST_YEAR


class AddSectionForm(forms.AddForm):
    title = forms.CharField(max_length=200, validators=[validate_printable])
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


class OutlineForm(forms.Form):
    """Which sections the cockpit shows, and in which order. `asked` holds only what could be understood."""

    mark_optional = False

    state = forms.ChoiceField(required=False, choices=[("", "All"), *STAGES])
    author = forms.ChoiceField(required=False)
    order = forms.ChoiceField(required=False, choices=ORDERS, label="Order")

    def __init__(self, *args, authors, **options):
        super().__init__(*args, **options)
        self.fields["author"].choices = [("", "All"), *authors, ("nobody", "Nobody")]

    @property
    def asked(self) -> dict[str, str]:
        """What somebody chose; what there is no more as it stands in the address, so that it finds nothing."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, self.data.get(name)) or "" for name in self.fields}

    @property
    def is_narrowed(self) -> bool:
        return any(self.asked.values())


class PublicPageForm(forms.Form):
    about = forms.TextField(
        rows=10,
        required=False,
        max_length=10_000,
        label="Who you are and what you do",
        help_text="A few paragraphs for people who do not know the partnership.",
    )
    # The number of the version that was public when the page was opened; 0 for none.
    seen = forms.VersionField()


class SentForm(forms.Form):
    """Which copies of a published report have gone out, and when. Those that were noted since stay noted."""

    went = forms.MultipleChoiceField(
        label="A copy went to",
        widget=forms.Checkboxes,
        error_messages={"required": "Tick to whom a copy went", "invalid_choice": "Tick to whom a copy went"},
    )
    sent_on = forms.DateField(label="Sent on", called="The day", help_text="For example, 7 10 2026")
    proof = forms.CharField(
        required=False,
        max_length=300,
        label="What shows that it went",
        help_text="For example: by e-mail to the office, answered the same day. It stands beside each one you tick.",
    )

    def __init__(self, *args, copies, published_on, **options):
        super().__init__(*args, **options)
        # Whoever sends the form twice, or after somebody else, means what is noted by then.
        self.fields["went"].choices = [(copy.code, copy.recipient) for copy in copies]
        self.fields["went"].widget.choices = [
            (copy.code, sentences.capital(copy.recipient)) for copy in copies if copy.sent is None
        ]
        self.fields["sent_on"].initial = timezone.localdate()
        self.published_on = published_on

    def clean_sent_on(self):
        day = self.cleaned_data["sent_on"]
        if day > timezone.localdate():
            raise ValidationError("The day must be today or in the past")
        if day < self.published_on:
            raise ValidationError(f"The day must be {sentences.day(self.published_on)} or later, when it was published")
        return day


class TakeDownForm(forms.Form):
    reason = forms.TextField(
        rows=4, max_length=2000, label="Why must it come down?", help_text="For the record. The public does not see it."
    )
    replacement = forms.TextField(
        rows=4,
        max_length=2000,
        label="What the public reads in its place",
        help_text="Say nothing that could identify anybody.",
    )


class RenameForm(forms.RecordForm):
    title = forms.CharField(max_length=200, validators=[validate_printable])
    subtitle = forms.CharField(max_length=300, required=False, validators=[validate_printable])

    class Meta(forms.RecordForm.Meta):
        model = Report
        fields = ["title", "subtitle"]


class WriteForm(forms.Form):
    text = forms.TextField(
        rows=20,
        required=False,
        max_length=markdown.LONGEST,
        validators=[validate_amount],
        label="Text",
        help_text="Plain text, with an empty line between paragraphs. Below it stands how to format it.",
    )
    version = forms.VersionField()

    mark_optional = False


class LeaveOutForm(forms.RecordForm):
    """Why a section is left out."""

    reason = forms.TextField(rows=4, max_length=1000, label="Why is it left out?")

    class Meta(forms.RecordForm.Meta):
        model = Section
        fields = []

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.initial.setdefault("reason", self.instance.left_out_reason)

    def saved_values(self, record) -> dict:
        return {"reason": record.left_out_reason}


class ReasonForm(forms.Form):
    reason = forms.TextField(rows=4, max_length=1000)


class OfferForm(forms.Form):
    """Until when the edition should be signed."""

    sign_by = forms.DateField(
        required=False,
        called="The day",
        label="Sign by",
        help_text="For example, 15 9 2026. It stands in the mail and on the first page of those who are asked.",
    )

    def clean_sign_by(self):
        day = self.cleaned_data["sign_by"]
        if day and day < timezone.localdate():
            raise ValidationError("The day must be today or in the future")
        return day


class DeclineForm(ReasonForm):
    reason = forms.TextField(
        rows=4,
        max_length=1000,
        label="Why do you not sign it?",
        help_text="Say what should change. The business unit and the other partners read it. You can still sign later.",
    )


class DropForm(ReasonForm):
    reason = forms.TextField(
        rows=4, max_length=1000, label="Why is it dropped?", help_text="It stays on record with the edition."
    )
