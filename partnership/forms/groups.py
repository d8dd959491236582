from core import forms
from core.formatting.folding import fold
from core.models import Partnership
from partnership.forms.fields import agencies_field, agency_field, group_field, much_like
from partnership.models import Group, GroupChair, GroupLink, GroupMember
from partnership.resources import directories
from partnership.services import groups

UNTIL = "Leave it empty where it goes on."
MOST_SEATS = 200


class Names(list):
    """Names that a page shows in one line."""

    def __str__(self):
        return "; ".join(self)


class GroupForm(forms.RecordForm):
    """A group with its other names."""

    parent = group_field(label="Reports to")
    aliases = forms.CharField(
        label="Other names",
        help_text="Names that people use for it, one on each line.",
        widget=forms.TextArea({"rows": 3}),
        required=False,
    )

    class Meta(forms.RecordForm.Meta):
        model = Group
        fields = [
            "name",
            "short_name",
            "kind",
            "is_decision_making",
            "purpose",
            "parent",
            "joint_body",
            "chair_rotation",
            "meetings_a_year",
            "terms_due_on",
            "starts_on",
            "ends_on",
        ]
        labels = {
            "name": "Name",
            "is_decision_making": "It takes decisions",
            "chair_rotation": "How the chair goes round",
            "terms_due_on": "Terms of reference to be reviewed by",
            "starts_on": "First day",
            "ends_on": "Last day",
        }
        help_texts = {
            "purpose": "What the group is for, as the report says it.",
            "joint_body": "Where several partnerships own the group together. Its members and papers are kept there.",
            "chair_rotation": "Such as: each year, from agency to agency.",
        }

    field_order = ["name", "short_name", "aliases"]

    def __init__(self, *args, bodies=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["joint_body"].queryset = bodies
        self.fields["joint_body"].empty_label = "None"
        if not bodies:
            del self.fields["joint_body"]
        if not self.adds:
            del self.fields["ends_on"]
            load, own = self.fields["parent"].load, self.instance.pk
            self.fields["parent"].load = lambda: load().exclude(pk=own)
            self.initial.setdefault("aliases", self._said(self.instance))

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def clean_aliases(self):
        lines = [" ".join(line.split()) for line in self.cleaned_data["aliases"].splitlines()]
        names = list({fold(line): line for line in lines if line}.values())
        if too_long := [name for name in names if len(name) > 300]:
            raise forms.ValidationError(f"“{too_long[0][:40]}…” is longer than 300 characters")
        return names

    def clean(self):
        cleaned = super().clean()
        if "name" in cleaned:
            groups.refuse_name(cleaned["name"], but=None if self.adds else self.instance)
            self.remarks = much_like(directories.groups(), cleaned["name"], self)
        return cleaned

    def saved_values(self, record):
        kept = Names(sorted(alias.name for alias in record.aliases.all()))
        return super().saved_values(record) | {"aliases": kept}

    @property
    def values(self):
        return super().values | {"aliases": Names(sorted(self.cleaned_data["aliases"]))}

    @staticmethod
    def _said(group):
        return "\n".join(alias.name for alias in group.aliases.all())


class MoveForm(forms.RecordForm):
    parent = group_field(label="Reports to", help_text="All groups below it move with it.")

    class Meta(forms.RecordForm.Meta):
        model = Group
        fields = ["parent"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        load, own = self.fields["parent"].load, self.instance.pk
        self.fields["parent"].load = lambda: load().exclude(pk=own)


class TermsForm(forms.RecordForm):
    class Meta(forms.RecordForm.Meta):
        model = Group
        fields = ["terms_reviewed_on", "terms_due_on"]
        labels = {"terms_reviewed_on": "Reviewed on", "terms_due_on": "To be reviewed again by"}
        help_texts = {"terms_due_on": "Leave it empty for the usual time: twelve months unless the settings differ."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["terms_reviewed_on"].required = True
        self.initial["terms_due_on"] = None

    def clean(self):
        cleaned = super().clean()
        reviewed, due = cleaned.get("terms_reviewed_on"), cleaned.get("terms_due_on")
        if reviewed and due and due <= reviewed:
            self.add_error("terms_due_on", "The next review must be after this one")
        return cleaned


class ChairForm(forms.RecordForm):
    agency = agency_field(label="Agency")

    class Meta(forms.RecordForm.Meta):
        model = GroupChair
        fields = ["title", "agency", "starts_on", "ends_on"]
        labels = {"title": "Chair", "starts_on": "First day", "ends_on": "Last day"}
        help_texts = {
            "title": "The title at work, such as Head of Service. Never the name of the person.",
            "ends_on": UNTIL,
        }


class SeatsForm(forms.RecordForm):
    """Seats for several agencies at once."""

    agencies = agencies_field(label="Agencies")

    class Meta(forms.RecordForm.Meta):
        model = GroupMember
        fields = ["capacity", "starts_on"]
        labels = {"capacity": "Member as", "starts_on": "First day"}
        help_texts = {"capacity": "Such as Safeguarding partner or Adviser. The same for all of them."}

    field_order = ["agencies", "capacity", "starts_on"]

    def clean_agencies(self):
        chosen = self.cleaned_data["agencies"]
        if len(chosen) > MOST_SEATS:
            raise forms.ValidationError(f"Choose at most {MOST_SEATS} agencies at once")
        return chosen


class SeatForm(forms.RecordForm):
    class Meta(forms.RecordForm.Meta):
        model = GroupMember
        fields = ["capacity", "starts_on", "ends_on"]
        labels = {"capacity": "Member as", "starts_on": "First day", "ends_on": "Last day"}
        help_texts = {"ends_on": UNTIL}


class EndSeatsForm(forms.Form):
    """Which seats end, all on one day."""

    seats = forms.NamedListField(lambda: (), noun="seat", label="Which seats end?", label_of=str)
    ends_on = forms.DateField(label="Last day", help_text="They hold until the end of that day.")

    def __init__(self, *args, seats, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seats"].load = lambda: seats
        self.fields["seats"].label_of = lambda seat: (
            seat.agency.name + (f", as {seat.capacity}" if seat.capacity else "")
        )


class LinkForm(forms.RecordForm):
    to_group = group_field(label="A group here")
    to_board = forms.CharField(
        label="Or a board elsewhere",
        max_length=300,
        required=False,
        help_text="Its public name, such as the Health and Wellbeing Board.",
    )

    class Meta(forms.RecordForm.Meta):
        model = GroupLink
        fields = ["relationship", "to_group", "to_board", "starts_on", "ends_on"]
        labels = {"relationship": "What the group does", "starts_on": "First day", "ends_on": "Last day"}
        help_texts = {"ends_on": UNTIL}
        widgets = {"relationship": forms.Radios}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["relationship"].choices = GroupLink.Relationship.choices


def joint_bodies(partnership):
    """The joint bodies that the partnership has a share in."""
    return Partnership.objects.filter(shares__member=partnership)
