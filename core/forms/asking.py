"""Asks on the page about what is seldom right: with what was typed intact, one box to tick and the reason."""

from django import forms
from django.core.exceptions import ValidationError

from core.forms.messages import speak
from core.forms.widgets import Checkboxes
from core.submissions.questions import BECAUSE, LONGEST, Question, raised

WHY = "Enter why it is right"


class Asking:
    """A form that may come back with questions. It shows the two fields of the answer only then. `reason` is one as
    somebody may give it."""

    reason = "checked with whoever gave the figure"

    def ask(self, questions: list[Question]) -> str:
        """The reason that was given for all of them; nothing, and the questions on the form, while one is open.

        A tick is for the question as it was asked: another amount is asked about again.
        """
        self.fields["is_right"] = self._boxes(questions)
        self.fields["because"] = self._reason()
        ticked = self._typed("is_right")
        because = self._because()
        for question in questions:
            if question.text not in ticked:
                about = question.fields[0] if question.fields[0] in self.fields else "is_right"
                self.add_error(about, question.text)
        if all(question.text in ticked for question in questions) and not because and "because" not in self.errors:
            self.add_error("because", WHY)
        return "" if self.errors else because

    def _boxes(self, questions) -> forms.Field:
        choices = [(question.text, question.answer) for question in questions]
        return forms.MultipleChoiceField(label="Is this right?", choices=choices, widget=Checkboxes)

    def _reason(self) -> forms.Field:
        help_text = f"It stays in the history. For example, {self.reason}."
        field = forms.CharField(label=BECAUSE, help_text=help_text, max_length=LONGEST)
        speak(field)
        return field

    def _typed(self, name: str):
        return self.fields[name].widget.value_from_datadict(self.data, self.files, self.add_prefix(name)) or []

    def _because(self) -> str:
        typed = self._typed("because")
        try:
            return self.fields["because"].clean(typed) if typed else ""
        except ValidationError as error:
            self.add_error("because", error)
            return ""


class AskingRecord(Asking):
    """The form of one record that may raise questions; asks about those fields only that were changed."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.before = self._written()

    def questions(self) -> list[Question]:
        """What the record, as it was typed, is to be asked about."""
        raise NotImplementedError

    def _post_clean(self):
        super()._post_clean()
        if self.errors:
            return
        found = raised(self.questions(), changed=None if self.adds else self._changed())
        because = self.ask(found.open) if found.open else ""
        if not self.errors:
            self.cleaned_data["confirmed"] = found.kept(self.before["confirmed"], because)

    def _changed(self) -> set[str]:
        return {name for name, value in self._written().items() if value != self.before[name]}

    def _written(self) -> dict:
        """What the record holds, without what the database works out from it."""
        fields = (field for field in self.instance._meta.concrete_fields if not field.generated)
        return {field.name: getattr(self.instance, field.attname) for field in fields}
