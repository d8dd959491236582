from core import forms
from partnership.forms.fields import agency_field, role_holder_field
from partnership.models import Post, RoleHolder


class PostForm(forms.RecordForm):
    funded_by = agency_field(label="Funded by")
    seconded_from = agency_field(label="Seconded from")

    class Meta(forms.RecordForm.Meta):
        model = Post
        fields = [
            "title",
            "fte",
            "state",
            "is_recommended",
            "funded_by",
            "seconded_from",
            "starts_on",
            "ends_on",
            "note",
        ]
        labels = {
            "title": "Post",
            "fte": "Full-time equivalent",
            "state": "Is somebody in it?",
            "is_recommended": "It is only recommended, not agreed",
            "starts_on": "First day",
            "ends_on": "Last day",
        }
        help_texts = {
            "title": "What the post is called. Never the name of the person in it.",
            "fte": "1 for full time, 0.6 for three days a week. Leave it empty where nobody knows.",
            "is_recommended": (
                "The list of posts and the report then show it as recommended, and leave it out of their totals."
            ),
        }
        widgets = {"state": forms.Radios}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = Post.State.choices


class RoleHolderForm(forms.RecordForm):
    """Who holds a role; a delegated one says from whom."""

    agency = agency_field(label="Agency")
    delegated_from = role_holder_field(
        label="Delegated from", help_text="The holder whose part this is, where the role was delegated."
    )

    class Meta(forms.RecordForm.Meta):
        model = RoleHolder
        fields = ["role", "title", "agency", "delegated_from", "starts_on", "ends_on", "note"]
        labels = {"title": "Title at work", "starts_on": "First day", "ends_on": "Last day"}
        help_texts = {
            "title": "Such as Chief Executive or Detective Superintendent. Never the name of the person.",
            "starts_on": "Leave it empty where it always was so.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.adds:
            del self.fields["ends_on"]
            load, own = self.fields["delegated_from"].load, self.instance.pk
            self.fields["delegated_from"].load = lambda: load().exclude(pk=own)

    def clean(self):
        cleaned = super().clean()
        delegated = cleaned.get("role") == RoleHolder.Role.DELEGATED_PARTNER
        if cleaned.get("delegated_from") and cleaned.get("role") == RoleHolder.Role.LEAD_PARTNER:
            self.add_error("delegated_from", "A lead safeguarding partner answers in law and is not delegated to")
        elif self.adds and delegated and not cleaned.get("delegated_from") and "delegated_from" not in self.errors:
            self.add_error("delegated_from", "Select who has delegated the role")
        return cleaned


class HandOverForm(forms.RecordForm):
    """Who holds a role next."""

    agency = agency_field(label="Agency")
    on = forms.DateField(
        label="First day of the new holder",
        called="The first day",
        help_text="The old holder’s last day is the day before.",
    )
    with_delegations = forms.BooleanField(
        label="What was delegated goes on under the new holder",
        help_text="Otherwise those delegations end with the old holder.",
        required=False,
        initial=True,
    )

    class Meta(forms.RecordForm.Meta):
        model = RoleHolder
        fields = ["title", "agency", "note"]
        labels = {"title": "Title at work of the new holder"}

    def __init__(self, *args, has_delegations=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not has_delegations:
            del self.fields["with_delegations"]

    field_order = ["title", "agency", "on", "with_delegations", "note"]
