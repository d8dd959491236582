from core import forms
from core.formatting.folding import fold
from partnership.forms.fields import agencies_field, agency_field, much_like
from partnership.models import Agency, FormerName
from partnership.resources import directories
from partnership.services import agencies

NEW = "new"


class AgencyForm(forms.RecordForm):
    """An agency and the organisation that it is: one that other partnerships know by the same name, or a new one."""

    organisation = forms.CharField(
        label="Organisation",
        max_length=300,
        required=False,
        help_text="Its public name in full. Leave it empty where it is the agency’s own.",
    )
    represented_by = agency_field(
        label="Represented by", help_text="Another agency that speaks for it and sits in groups in its place."
    )

    class Meta(forms.RecordForm.Meta):
        model = Agency
        fields = [
            "name",
            "short_name",
            "kind",
            "sector",
            "attendance",
            "represented_by",
            "starts_on",
            "ends_on",
            "note",
        ]
        labels = {"name": "Name", "starts_on": "First day", "ends_on": "Last day"}
        help_texts = {
            "sector": "Agencies of one sector stand together in the report, such as Health or Education.",
            "starts_on": "From when it belongs to the partnership. Leave it empty where it always did.",
            "ends_on": "Only for an agency of the past.",
        }
        widgets = {"kind": forms.Radios, "attendance": forms.Radios}

    field_order = ["name", "short_name", "organisation"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Agency.Kind.choices
        self.fields["sector"].widget = forms.NamesInput(names=Agency.objects.sectors())
        self.fields["attendance"].choices = [("", "Not agreed"), *Agency.Attendance.choices]
        if not self.adds:
            del self.fields["ends_on"]
            self.initial.setdefault("organisation", str(self.instance.organisation))
            self.fields[
                "name"
            ].help_text = "To correct a mistake. A name that it takes from a day on: rename it instead."
        self._ask_which()

    def _ask_which(self):
        """Where nobody has an organisation of the typed name, but one much like it: which of them is it?"""
        typed = self._typed_organisation()
        like = agencies.organisations_like(typed) if typed and typed != self.initial.get("organisation") else []
        if like:
            choices = [(name, name) for name in like] + [(NEW, f"None of these: “{typed}” is another one")]
            self.fields["which"] = forms.ChoiceField(
                label="Which organisation is it?",
                choices=choices,
                widget=forms.Radios,
                error_messages={"required": "Select which organisation it is"},
            )
            self.order_fields(["name", "short_name", "organisation", "which"])

    def _typed_organisation(self) -> str:
        if not self.is_bound:
            return ""
        typed = self.data.get("organisation") or (self.data.get("name") if self.adds else "")
        # The database takes no NUL; the field itself says so, once it is asked.
        return " ".join((typed or "").replace("\0", "").split())

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def clean(self):
        cleaned = super().clean()
        which = cleaned.pop("which", NEW)
        cleaned["organisation"] = self._typed_organisation() if which == NEW else which
        if "name" in cleaned:
            agencies.refuse_name(cleaned["name"], but=None if self.adds else self.instance)
            self.remarks = much_like(directories.agencies(), cleaned["name"], self)
        return cleaned

    def saved_values(self, record):
        return super().saved_values(record) | {"organisation": str(record.organisation)}


class RenameForm(forms.RecordForm):
    """The name that an agency takes, and from when."""

    name = forms.CharField(label="New name", max_length=300)
    from_on = forms.DateField(
        label="First day of the new name",
        called="The first day",
        help_text="Until then it has the old name, and so it has in reports and lists of earlier days. "
        "For example, 1 4 2026.",
    )

    class Meta(forms.RecordForm.Meta):
        model = Agency
        fields = []

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def saved_values(self, record):
        if record.coming_name:
            return {"name": record.coming_name, "from_on": record.coming_name_on}
        return {"name": record.name}


class FormerNameForm(forms.RecordForm):
    class Meta(forms.RecordForm.Meta):
        model = FormerName
        fields = ["name", "used_from", "used_until"]
        labels = {"name": "Former name", "used_from": "First day", "used_until": "Last day"}
        help_texts = {"used_from": "Leave it empty where nobody knows."}


class MergeForm(forms.Form):
    """Which agencies merge, and what follows them."""

    others = agencies_field(label="Which agencies merge with it?", required=False)
    into = agency_field(
        label="Into an agency that there is",
        help_text="It goes on under its own name. Leave it as it is where a new agency follows.",
    )
    name = forms.CharField(label="Or the name of the new agency", max_length=300, required=False)
    on = forms.DateField(
        label="First day of the successor", called="The first day", help_text="The others end the day before."
    )
    moves_money = forms.BooleanField(
        label="Move contributions agreed for later years to the successor",
        help_text="Otherwise they stay with the agency that agreed them.",
        required=False,
    )

    mark_optional = False

    def __init__(self, *args, agency, **kwargs):
        self.agency = agency
        super().__init__(*args, **kwargs)
        for field in ("others", "into"):
            self.fields[field].load = self._without(self.fields[field].load)

    def _without(self, load):
        return lambda: [one for one in load() if one != self.agency and one.ends_on is None]

    def clean(self):
        cleaned = super().clean()
        cleaned["name"] = " ".join((cleaned.get("name") or "").split())
        if cleaned.get("into") and cleaned["name"]:
            self.add_error("name", "Choose an agency that there is, or name a new one, not both")
        elif not cleaned.get("into") and not cleaned["name"] and "into" not in self.errors:
            self.add_error("name", "Enter the name of the new agency, or choose one that there is")
        return cleaned

    @property
    def predecessors(self) -> list:
        """The agencies that end."""
        chosen = [self.agency, *self.cleaned_data["others"]]
        return [one for one in chosen if one != self.cleaned_data["into"]]


class SplitForm(forms.Form):
    """The names of the agencies that follow one, and from when."""

    names = forms.CharField(
        label="Names of the agencies that follow",
        help_text="One on each line. A name that an agency has already stands for that agency.",
        widget=forms.TextArea({"rows": 4}),
    )
    on = forms.DateField(
        label="First day of the successors", called="The first day", help_text="The agency ends the day before."
    )

    def clean_names(self):
        lines = [" ".join(line.split()) for line in self.cleaned_data["names"].splitlines()]
        names = list({fold(line): line for line in lines if line}.values())
        if too_long := [name for name in names if len(name) > 300]:
            raise forms.ValidationError(f"“{too_long[0][:40]}…” is longer than 300 characters")
        if len(names) < 2:
            raise forms.ValidationError("Enter at least two names, one on each line")
        return names
