from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from core import forms
from core.db.tenancy import current_scope
from core.formatting.folding import fold, fold_grouping
from core.formatting.sentences import listed
from core.formatting.units import Unit, unit_named
from core.forms.field_groups import visible_fields
from core.submissions.questions import Question, Raised
from indicators import rates
from indicators.bounds import check_numerator, check_topic
from indicators.forms.numbers import CountField, FigureField, check_numbers
from indicators.forms.people import AsksWhetherPeople
from indicators.forms.periods import PeriodFields, offer, put_together
from indicators.forms.values import GROUPED_BY, PUBLISHED, UNIT
from indicators.models.people import Series
from indicators.several import Part, sets_of
from indicators.wholes import names_the_whole

# Empty rows below those of known categories, and where none is known.
NEW_ROWS, FIRST_ROWS = 4, 10
GROUPED_BY_LABEL, LONGEST_GROUPED_BY, SET = "Grouped by", 60, "grouped_by_"
COUNTED, VALUE = ("value", "numerator", "denominator"), ("value",)
LABELS = {"name": "Category", "value": "Value", "numerator": "Counted", "denominator": "Out of"}
ANSWER = ("is_right", "because")
OVERLAPPING = "One case can be in several of these categories, so leave this empty: their shares are more than 100%."


class PartsForm(AsksWhetherPeople, forms.Asking, PeriodFields):
    """The parts of a figure for one period and unit, a row for each category.

    `known` are the names of categories that have a row of their own; below them are empty rows for others. A row
    without numbers is passed over. `seen` says which parts were on record when the page was opened. `unit` is theirs
    where it is `fixed`. `about` is the key of their indicator, or their topic where that is not typed. `sets` are the
    places of rows that may be a breakdown each, so that each can be named; of what is typed the form finds them out by
    itself.
    """

    topic = forms.CharField(label="Topic", max_length=120)
    unit = forms.UnitField(label="Unit", help_text=UNIT)
    grouped_by = forms.CharField(
        label=GROUPED_BY_LABEL, help_text=GROUPED_BY, max_length=LONGEST_GROUPED_BY, required=False
    )
    is_exhaustive = forms.BooleanField(
        label="These are all there are", help_text="They are then added up, and shares make 100%.", required=False
    )
    is_published = forms.BooleanField(label="Already published", help_text=PUBLISHED, required=False)
    source = forms.CharField(label="Source", max_length=300, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args,
        known: Sequence[str],
        columns=COUNTED,
        fixed: Sequence[str] = (),
        period: str = "",
        unit: str = "",
        about=None,
        overlapping: bool = False,
        sets: Sequence[Sequence[int]] = (),
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        self.known, self.columns, self.unit, self.about = list(known), columns, unit, about
        if overlapping:
            self.fields["is_exhaustive"].help_text = OVERLAPPING
        offer(self, period)
        for name in fixed:
            self._drop(name)
        self.places = range(len(self.known) + (NEW_ROWS if self.known else FIRST_ROWS))
        self.sets = list(sets)
        if self.sets:
            self._name_each_set([[self.known[place] for place in places] for places in self.sets])
        for place in self.places:
            self._add_row(place)
        self.initial |= {f"name-{place}": name for place, name in enumerate(self.known)}

    def _drop(self, name: str) -> None:
        for one in [name, *(["in_year", "in_quarter", "in_half", "on_day"] if name == "period" else [])]:
            del self.fields[one]

    def _name_each_set(self, sets: list[list[str]]) -> None:
        """A box for each of the breakdowns that may stand here, in place of the one."""
        del self.fields["grouped_by"]
        for place, names in enumerate(sets):
            self.fields[f"{SET}{place}"] = forms.CharField(
                label=f"{listed(names)}: {GROUPED_BY_LABEL.lower()}",
                help_text=GROUPED_BY if place == 0 else "",
                max_length=LONGEST_GROUPED_BY,
                required=False,
            )

    def _find_sets(self) -> None:
        """Where what was typed may be several breakdowns, a box for each of them, with what is in it by now."""
        unit, is_topic = unit_named(self.cleaned_data.get("unit", self.unit)), isinstance(self._series[1], str)
        parts = [row for row in self.parts if not names_the_whole(row["name"])]
        wholes = [_number(row, unit) for row in self.parts if names_the_whole(row["name"])]
        named = [Part(row["name"], _number(row, unit)) for row in parts]
        found = sets_of(named, wholes, unit, in_order=is_topic)
        if not found:
            return
        self.sets = [[parts[at]["place"] for at in one] for one in found]
        self._name_each_set([[parts[at]["name"] for at in one] for one in found])
        for name in (f"{SET}{at}" for at in range(len(found))):
            try:
                self.cleaned_data[name] = self.fields[name].clean(self[name].data)
            except forms.ValidationError as error:
                self.add_error(name, error)

    def _grouped_by(self, place: int) -> str:
        """By what the row is grouped; another category stands with the last ones."""
        if not self.sets:
            return self.cleaned_data.get("grouped_by", "")
        at = next((at for at, places in enumerate(self.sets) if place in places), len(self.sets) - 1)
        return self.cleaned_data.get(f"{SET}{at}", "")

    def _add_row(self, place: int) -> None:
        """The category's name and its numbers; each says in its label which row it is of."""
        of = self.known[place] if place < len(self.known) else f"another category, row {place - len(self.known) + 1}"
        is_known = place < len(self.known)
        widget = forms.HiddenInput if is_known else None
        self.fields[f"name-{place}"] = forms.CharField(
            label=f"Name of {of}", max_length=120, required=False, **({"widget": widget} if widget else {})
        )
        for column in self.columns:
            label = f"{LABELS[column]}, {of}" if column == "denominator" else f"{LABELS[column]} of {of}"
            self.fields[f"{column}-{place}"] = (FigureField if column == "value" else CountField)(
                label=label,
                required=False,
                max_digits=16,
                decimal_places=6,
                error_messages={"invalid": f"{label} must be a number"},
            )

    @property
    def head(self) -> list:
        """The fields above the table."""
        return [bound for bound in visible_fields(self) if "-" not in bound.name and bound.name not in ANSWER]

    @property
    def answer(self) -> list:
        """The fields below the table, where something is asked about."""
        return [self[name] for name in ANSWER if name in self.fields]

    @property
    def headings(self) -> list[str]:
        return [LABELS["name"], *(LABELS[column] for column in self.columns)]

    def confirm(self, asked: dict[int, Raised]) -> str:
        """The reason why what is asked about the parts, by the place of their row, is right; nothing while it is open.

        `period` is the field of a question about the period, else a number of the row.
        """
        moved = [self._asked_on(place, question) for place, found in asked.items() for question in found.open]
        return self.ask(list({question.text: question for question in moved}.values())) if moved else ""

    def _asked_on(self, place: int, question: Question) -> Question:
        if question.fields[0] == "grouped_by" and self.sets:
            return replace(question, fields=(f"{SET}0",))
        if question.fields[0] not in COUNTED:
            return question
        name = self.cleaned_data[f"name-{place}"]
        text = question.text if name in question.text else f"{name}: {question.text}"
        return replace(question, fields=(f"value-{place}",), text=text)

    @property
    def rows(self) -> list[dict]:
        """Of each row its name where it is known, the box for one where it is not, and the boxes of its numbers."""
        return [
            {
                "known": self.known[place] if place < len(self.known) else "",
                "name": self[f"name-{place}"],
                "cells": [self[f"{column}-{place}"] for column in self.columns],
            }
            for place in self.places
        ]

    @property
    def parts(self) -> list[dict]:
        """The rows that say something."""
        return [self._row(place) for place in self.places if self._says(place)]

    def _row(self, place: int) -> dict:
        return {name: self.cleaned_data.get(f"{name}-{place}") for name in ("name", *self.columns)} | {
            "place": place,
            "grouped_by": self._grouped_by(place),
        }

    def _says(self, place: int) -> bool:
        return any(self.cleaned_data.get(f"{column}-{place}") is not None for column in self.columns)

    def clean_topic(self):
        check_topic(self.cleaned_data["topic"])
        return self.cleaned_data["topic"]

    def clean(self):
        super().clean()
        put_together(self)
        if all(self._series):
            self.ask_whether_people(self._series)
        self._check_rows()
        if not self.errors and not self.parts:
            self.add_error(f"value-{0}", "Enter the value of one category at least")
        if not self.errors and "grouped_by" in self.fields and not self.cleaned_data["grouped_by"]:
            self._find_sets()
        self._check_names()
        return self.cleaned_data

    @property
    def _series(self) -> Series:
        of = self.cleaned_data.get("topic", self.about), self.cleaned_data.get("unit", self.unit)
        return current_scope().readable[0], *of

    def _check_rows(self) -> None:
        for place in self.places:
            name = " ".join(self.cleaned_data.get(f"name-{place}", "").split())
            if place < len(self.known):
                name = self.known[place]
            self.cleaned_data[f"name-{place}"] = name
            if self._says(place) and not name:
                self.add_error(f"name-{place}", "Enter the name of the category")
            elif name and not self._says(place) and place >= len(self.known):
                self.add_error(f"value-{place}", f"Enter the value of “{name}”")
            if self._says(place) and all(self.cleaned_data.get(f"{one}-{place}") is None for one in self.columns[:2]):
                self.add_error(f"value-{place}", f"Enter a value of “{name}”, or what was counted")
            self._check_numbers(place)

    def _check_names(self) -> None:
        """Each name once in each breakdown: “Unknown” may stand in both."""
        seen = set()
        for place in self.places:
            name = self.cleaned_data.get(f"name-{place}")
            if self._says(place) and name:
                of = fold(name), fold_grouping(self._grouped_by(place))
                if of in seen:
                    apart = ". Fill in “Grouped by” for each of them" if self.sets else ""
                    self.add_error(f"name-{place}", f"“{name}” stands in two rows{apart}")
                seen.add(of)

    def _check_numbers(self, place: int) -> None:
        """A part of a whole is no more than the whole, and a number of people not below nothing."""
        unit = self.cleaned_data.get("unit", self.unit)
        is_of_whole = "numerator" in self.columns or bool(self.cleaned_data.get("is_exhaustive"))
        is_share = unit_named(unit or "").is_share and is_of_whole
        is_people = all(self._series) and self.counts_people(self._series)
        facts = {"is_share": is_share, "is_counted": True, "is_people": is_people}
        check_numbers(self, {f"value-{place}": self.cleaned_data.get(f"value-{place}")}, unit, **facts)
        if "numerator" in self.columns:
            numerator, denominator = (self.cleaned_data.get(f"{name}-{place}") for name in COUNTED[1:])
            check_numbers(self, {f"numerator-{place}": numerator}, unit, check_numerator)
            for name, fault in rates.faults(unit, numerator, denominator).items():
                label = self.fields[f"{name}-{place}"].label
                self.add_error(f"{name}-{place}", f"{label}: {fault[:1].lower()}{fault[1:]}")


def _number(row: dict, unit: Unit) -> Decimal | None:
    """Its value, or what was counted of people."""
    return row.get("numerator") if row["value"] is None and unit.is_count else row["value"]
