from accounts.models import MembershipRole
from accounts.models.states import MemberState
from accounts.roles import ROLES, Role
from core.dashboard.search import words_of
from core.lists.filters import CharFilter, ChoiceFilter, Filters

EVERYBODY = "all"
NAMED = [(role.value, ROLES[role].name) for role in Role]


class PeopleFilters(Filters):
    """People who have not left, by name, role, agency and state."""

    name = CharFilter(label="Name or email address", method="called")
    role = ChoiceFilter(
        label="Role",
        choices=[(role.value, ROLES[role].name) for role in Role],
        empty_label="All roles",
        method="holding",
    )
    agency = ChoiceFilter(label="Agency", choices=[], empty_label="All agencies", method="for_agency")
    state = ChoiceFilter(
        label="State",
        choices=[*MemberState.choices, (EVERYBODY, "All, also those who have left")],
        empty_label="Those who have not left",
        method="in_state",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "agency" in self.filters:
            # Read once here: the form's field would ask each time somebody looks at its choices.
            self.filters["agency"].extra["choices"] = list(MembershipRole.objects.agencies())

    def called(self, queryset, name, value):
        return queryset.called(words_of(value))

    def holding(self, queryset, name, value):
        return queryset.with_role(value)

    def for_agency(self, queryset, name, value):
        return queryset.of_agencies([value])

    def in_state(self, queryset, name, value):
        return queryset if value == EVERYBODY else queryset.filter(state=value)

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("state"):
            return queryset
        # The same as by their state, which takes the database and the page far longer to say.
        return queryset.not_over()


class OwnPeopleFilters(PeopleFilters):
    """As an agency's lead asks: of the roles that are held for an agency, with no question about other agencies."""

    agency = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        roles = [(role.value, ROLES[role].name) for role in Role if ROLES[role].needs_agency]
        self.filters["role"].extra["choices"] = roles
