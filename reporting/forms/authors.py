import json

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Membership, User
from accounts.permissions import Permission
from core import forms
from reporting.models import Section


class AuthorField(forms.ModelChoiceField):
    """Somebody of the members; its value is their account, as a section keeps it."""

    def __init__(self, **options):
        super().__init__(queryset=Membership.objects, to_field_name="user_id", **options)

    def clean(self, value):
        chosen = super().clean(value)
        return chosen.user if chosen else None

    def prepare_value(self, value):
        return value.pk if isinstance(value, User) else super().prepare_value(value)


class AssignForm(forms.RecordForm):
    author = AuthorField(
        required=False,
        empty_label="Nobody",
        help_text=(
            "Anybody whose role lets them write. "
            "Somebody outside the business unit sees this section and nothing else of the report."
        ),
    )
    due_on = forms.DateField(required=False, called="Due date", label="Due", help_text="For example, 31 7 2026")

    class Meta(forms.RecordForm.Meta):
        model = Section
        fields = ["author", "due_on"]

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["author"].queryset = Membership.objects.current().holding(Permission.WRITE_SECTION).for_choosing()
        self.fields["author"].label_from_instance = lambda membership: membership.user.name

    def clean_due_on(self):
        """A day that has passed since it was set stays."""
        day = self.cleaned_data["due_on"]
        if day != self.initial.get("due_on"):
            _refuse_past(day)
        return day


def _refuse_past(day) -> None:
    if day and day < timezone.localdate():
        raise ValidationError("Due date must be today or in the future")


class AssignManyForm(forms.Form):
    """`changes` is what is to be other than before: the author, the day or both."""

    KEEP, NOBODY = "", "nobody"

    section = forms.ModelMultipleChoiceField(
        queryset=Section.objects, to_field_name="key", widget=forms.Checkboxes, label="Sections"
    )
    author = forms.ChoiceField(required=False, help_text="A mail tells them which sections they are asked for.")
    due_on = forms.DateField(
        required=False, called="Due date", label="Due", help_text="Leave it empty to keep the days as they are."
    )
    # Who was asked for what until when as the page was opened, so that nobody's choice is replaced unseen.
    was = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, report, **options):
        super().__init__(*args, **options)
        self.fields["section"].queryset = report.sections.kept()
        members = Membership.objects.current().holding(Permission.WRITE_SECTION).for_choosing()
        self.people = {str(member.user_id): member.user for member in members}
        named = [(pk, user.name) for pk, user in self.people.items()]
        self.fields["author"].choices = [(self.KEEP, "Leave as it is"), (self.NOBODY, "Nobody"), *named]
        self.standing = {one.key: _standing(one) for one in self.fields["section"].queryset}
        self.initial["was"] = json.dumps(self.standing)

    @property
    def changes(self) -> dict:
        author, due_on = self.cleaned_data["author"], self.cleaned_data["due_on"]
        changed = {} if author == self.KEEP else {"author": self.people.get(author)}
        return changed | ({"due_on": due_on} if due_on else {})

    def clean_due_on(self):
        """No section is newly given a day that has passed."""
        day = self.cleaned_data["due_on"]
        if any(section.due_on != day for section in self.cleaned_data.get("section", ())):
            _refuse_past(day)
        return day

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self.changes:
            raise ValidationError("Choose an author or enter a day.")
        return cleaned

    @property
    def overtaken(self) -> list[Section]:
        """The chosen sections that somebody else has given another author or day since the page was opened."""
        try:
            was = json.loads(self.cleaned_data["was"] or "null")
        except (ValueError, RecursionError):
            was = {}
        if was is None:
            return []
        was = was if isinstance(was, dict) else {}
        return [one for one in self.cleaned_data["section"] if self._is_overtaken(one, was)]

    def _is_overtaken(self, section: Section, was: dict) -> bool:
        has_all = all(getattr(section, name) == value for name, value in self.changes.items())
        return not has_all and was.get(section.key) != self.standing[section.key]

    def stand_on_what_is_saved(self) -> None:
        """Sent again, the form is meant."""
        self.data = self.data.copy()
        self.data["was"] = json.dumps(self.standing)


def _standing(section: Section) -> list[str]:
    return [str(section.author_id or ""), str(section.due_on or "")]
