"""The form in which somebody chooses what a section shows."""

from core import forms
from core.reports.sources import Choice, Chooser, Offer


class ShowsForm(forms.Form):
    """A list of ticks for each group of choices, or one list of radios. `values` is what was chosen, once valid."""

    mark_optional = False

    was = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, chooser: Chooser, offer: Offer, was: str, **options):
        super().__init__(*args, **options)
        self.initial["was"] = was
        self.chooser = chooser
        groups = _grouped(offer.choices) if chooser.many else {"": offer.choices}
        for place, (group, choices) in enumerate(groups.items()):
            self.fields[f"shows_{place}"] = _field(chooser, group or chooser.question, choices, offer.chosen)

    def clean(self):
        if self.chooser.many and self.chooser.required and not self.errors and not self.values:
            self.add_error("shows_0", "Select at least one to show")
        return super().clean()

    @property
    def values(self) -> list[str]:
        found = [self.cleaned_data[name] for name in self.fields if name != "was"]
        return [value for given in found for value in (given if self.chooser.many else [given])]


def _field(chooser: Chooser, asked: str, choices: list[Choice], chosen: list[str]):
    listed = [(choice.value, choice.label) for choice in choices]
    if not chooser.many:
        first = next(iter(chosen), None)
        messages = {"required": "Select one to show"}
        return forms.ChoiceField(
            choices=listed, widget=forms.Radios, label=asked, initial=first, error_messages=messages
        )
    ticked = [choice.value for choice in choices if choice.value in chosen]
    return forms.MultipleChoiceField(
        choices=listed, widget=forms.Checkboxes, label=asked, initial=ticked, required=False
    )


def _grouped(choices: list[Choice]) -> dict[str, list[Choice]]:
    found: dict[str, list[Choice]] = {}
    for choice in choices:
        found.setdefault(choice.group, []).append(choice)
    return found
