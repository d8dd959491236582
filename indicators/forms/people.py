"""Whether figures count people: asked on the page where nobody can know, and said on a page of its own."""

from typing import NamedTuple

from core import forms
from core.formatting.units import is_known, unit_named
from core.forms.messages import speak
from indicators.models import PeopleAnswer
from indicators.models.people import Series, is_about_people, is_answered

YES, NO = "True", "False"
ANSWERS = [
    (YES, "Yes, or each of them tells of a person or a family"),
    (NO, "No, they are things such as audits, courses or page views"),
]
HINTS = {YES: "Small numbers are hidden from readers.", NO: "Every number is shown."}
LONGEST = 300


class Said(NamedTuple):
    """The answer, as `services.people.say` takes it."""

    counts_people: bool
    reason: str


class AsksWhetherPeople:
    """A form of figures that asks about a unit that is not on the list; it shows the two fields only then."""

    def ask_whether_people(self, series: Series) -> None:
        """Keep the answer as the cleaned `people`, or ask; says nothing where it is known."""
        *_, unit = series
        if is_known(unit) or is_answered(series):
            return
        name = unit_named(unit).name
        self.fields["people"] = forms.ChoiceField(
            label=f"Does “{name}” count people?",
            help_text="It is not on the list of units. What you say holds for all figures in it here.",
            choices=ANSWERS,
            widget=forms.Radios(hints=HINTS, reveals={NO: "people_why"}),
        )
        self.fields["people_why"] = forms.CharField(
            label="Why not?", help_text="For example, they are multi-agency audits.", max_length=LONGEST, required=False
        )
        for field in ("people", "people_why"):
            speak(self.fields[field])
        self._take_answer(name)

    def counts_people(self, series: Series) -> bool:
        """Whether numbers in the unit count people, by what is said on the form or was said before."""
        *_, unit = series
        said = self.cleaned_data.get("people")
        return unit_named(unit).is_count and (said.counts_people if said else is_about_people(series))

    def saved_values(self, record) -> dict:
        """An answer alone is a change too."""
        return super().saved_values(record) | ({"people": None} if "people" in self.fields else {})

    def _take_answer(self, name: str) -> None:
        counts, why = (self.data.get(self.add_prefix(field), "").strip() for field in ("people", "people_why"))
        if counts not in (YES, NO):
            self.add_error("people", f"Select whether “{name}” counts people")
        elif counts == NO and not why:
            self.add_error("people_why", f"Enter why “{name}” counts no people")
        elif len(why) > LONGEST:
            self.add_error("people_why", f"Why not must be {LONGEST} characters or fewer")
        else:
            self.cleaned_data["people"] = Said(counts == YES, why or f"“{name}” counts people.")


class PeopleForm(forms.RecordForm):
    """What somebody says of a series. An indicator's is given by the address, a topic's is typed or comes with it."""

    counts_people = forms.TypedChoiceField(
        label="Do these figures count people?",
        choices=ANSWERS,
        coerce=lambda answer: answer == YES,
        widget=forms.Radios(hints=HINTS),
        error_messages={"required": "Select whether these figures count people"},
    )
    reason = forms.TextField(
        label="Why?",
        help_text="It is shown with the figures, so that readers know why a small number is shown or hidden.",
        max_length=1000,
        rows=3,
        error_messages={"required": "Enter why"},
    )

    class Meta(forms.RecordForm.Meta):
        model = PeopleAnswer
        fields = ["topic", "unit", "counts_people", "reason"]
        help_texts = {"unit": "As the figures have it: n, %, or a word such as courses."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.indicator_id:
            del self.fields["topic"]
        else:
            self.fields["topic"].required = True
        if not self.adds:
            # What is said of other figures is another answer.
            for name in {"topic", "unit"} & set(self.fields):
                del self.fields[name]

    @property
    def said(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("counts_people", "reason")}
