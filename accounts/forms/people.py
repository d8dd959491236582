from django.utils import timezone

from accounts.models import Membership, MembershipRole
from accounts.permissions import OF_AN_AGENCY, Permission
from accounts.roles import ROLES, Role
from accounts.services.roles import Given
from core import forms

NOW, ON_A_DAY = "now", "day"
EXAMPLE = "For example, 31 3 2027"


class RoleFields(forms.AddForm):
    """A role with its agency and dates, of those that this member may give."""

    role = forms.ChoiceField(widget=forms.Radios)
    agency = forms.ModelChoiceField(
        queryset=None,
        required=False,
        empty_label="No agency",
        help_text="For lead and delegated partners, agency leads and contributors.",
    )
    starts_on = forms.DateField(required=False, label="First day", help_text="Empty: from today on.")
    ends_on = forms.DateField(
        required=False, label="Last day", help_text=f"A scrutineer’s time always has an end. {EXAMPLE}"
    )

    def __init__(self, *args, member, **options):
        super().__init__(*args, **options)
        roles = _roles_given_by(member)
        self.fields["role"].choices = [(role.value, ROLES[role].name) for role in roles]
        self.fields["role"].widget.hints = {role.value: ROLES[role].purpose for role in roles}
        self.fields["role"].error_messages["invalid_choice"] = "You cannot give this role. Select one of these."
        self.fields["agency"].queryset = _agencies_of(member)
        self.fields["agency"].error_messages["invalid_choice"] = "You cannot give a role for this agency."
        if not member.can(Permission.MANAGE_PEOPLE):
            _keep_to_own_agencies(self.fields)

    @property
    def given(self) -> Given:
        typed = self.cleaned_data
        return Given(Role(typed["role"]), typed["agency"], typed["starts_on"], typed["ends_on"])


class InviteForm(RoleFields):
    """Who is to join, and as what."""

    name = forms.MailedNameField(label="Full name", max_length=200)
    email = forms.EmailField(
        label="Email address", help_text="Their own work address. We send the link that lets them in there."
    )

    field_order = ["name", "email", "role", "agency", "starts_on", "ends_on"]


class TakerForm(forms.AddForm):
    """Who takes over what is open in somebody's name."""

    to = forms.ModelChoiceField(queryset=None, label="Who takes over?", empty_label="Choose a person")

    def __init__(self, *args, member, leaver, kinds, **options):
        super().__init__(*args, **options)
        self.fields["to"].queryset = _who_may_take(member, leaver, kinds)
        self.fields["to"].label_from_instance = lambda membership: membership.user.name
        self.fields["to"].error_messages["invalid_choice"] = "This person cannot take over. Choose another."
        works = [work for kind in kinds for work in kind.items]
        self.stuck = [work for work in works if work.hand_over is None]
        self.has_to_hand_over = len(works) > len(self.stuck)

    @property
    def taker(self):
        chosen = self.cleaned_data.get("to")
        return chosen.user if chosen else None


class DatesForm(forms.RecordForm):
    """From when until when a role is held, and who takes over what it alone carries, where there is something."""

    starts_on = forms.DateField(required=False, label="First day", help_text="Empty: it has always been held.")
    ends_on = forms.DateField(required=False, label="Last day", help_text=f"Empty: no end is set. {EXAMPLE}")

    class Meta(forms.RecordForm.Meta):
        model = MembershipRole
        fields = ["starts_on", "ends_on"]

    def __init__(self, *args, member, leaver, kinds, **options):
        super().__init__(*args, **options)
        if kinds:
            self.fields["to"] = TakerForm(member=member, leaver=leaver, kinds=kinds).fields["to"]
            self.fields["to"].required = False
            self.fields["to"].label = "Who takes over what is open?"
            self.fields["to"].help_text = "Needed where the role ends sooner, or begins later."

    @property
    def taker(self):
        chosen = self.cleaned_data.get("to")
        return chosen.user if chosen else None


class GoingForm(TakerForm):
    """Of somebody who goes: then nothing stays, neither what another takes over nor what nobody can."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if not self.has_to_hand_over:
            del self.fields["to"]

    def clean(self):
        for work in self.stuck:
            self.add_error(None, f"“{work.title}” cannot be handed over. {work.instead}".strip())
        return super().clean()


class LeaveForm(GoingForm):
    """When somebody's time or role ends, and who takes over what is open, also where the day is a later one."""

    when = forms.ChoiceField(label="When does it end?", choices=[(NOW, "Now"), (ON_A_DAY, "On a later day")])
    last_day = forms.DateField(required=False, label="Last day", help_text=f"They can enter until its end. {EXAMPLE}")

    field_order = ["when", "last_day", "to"]

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["when"].widget = forms.Radios(
            choices=self.fields["when"].choices,
            hints={NOW: "They are out with their next click."},
            reveals={ON_A_DAY: "last_day"},
        )
        if "to" in self.fields:
            self.fields["to"].required = False
            self.fields["to"].label = "Who takes over what is open?"
            self.fields["to"].help_text = "It is theirs from now on, also where the last day is a later one."

    def clean(self):
        typed = super().clean()
        if typed.get("when") == ON_A_DAY and "last_day" not in self.errors:
            if typed.get("last_day") is None:
                self.add_error("last_day", "Enter the last day")
            elif typed["last_day"] < timezone.localdate():
                self.add_error("last_day", "The last day must be today or later")
        if "to" in self.fields and not typed.get("to") and "to" not in self.errors:
            self.add_error("to", "Choose who takes over: nobody leaves with something open in their name")
        return typed

    @property
    def until(self):
        """The last day that was chosen; None for an end at once."""
        return self.cleaned_data["last_day"] if self.cleaned_data["when"] == ON_A_DAY else None


class LeaveAtOnceForm(GoingForm):
    """For an agency's lead, who ends somebody's part in the agency now; and for an invitation that is taken back."""


def _roles_given_by(member) -> list[Role]:
    if not member.can(Permission.MANAGE_PEOPLE):
        return [role for role in Role if role in OF_AN_AGENCY]
    return [role for role in Role if role != Role.MANAGER or Role.MANAGER in member.roles]


def _agencies_of(member):
    agencies = MembershipRole._meta.get_field("agency").related_model.objects.current()
    if member.can(Permission.MANAGE_PEOPLE):
        return agencies
    return agencies.filter(pk__in=member.agency_ids(Permission.MANAGE_OWN_AGENCY))


def _keep_to_own_agencies(fields) -> None:
    agency = fields["agency"]
    agency.required, agency.empty_label, agency.help_text = True, None, ""
    agency.error_messages["required"] = "Select your agency"
    fields["ends_on"].help_text = f"Empty: no end is set. {EXAMPLE}"


def _who_may_take(member, leaver, kinds):
    found = Membership.objects.current().joined().looked_after_by(member).exclude(pk=leaver.pk)
    for needs in {work.needs for kind in kinds for work in kind.items if work.needs}:
        found = found.holding(*needs)
    return found.for_choosing()
