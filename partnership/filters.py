from core.lists.filters import ChoiceFilter, DatedFilters, DayFilter, Filters
from core.models import AccessEntry
from partnership.models import Agency, Contact, Group, Post


class AgencyFilters(DatedFilters):
    kind = ChoiceFilter(label="Kind", choices=Agency.Kind.choices, empty_label="All kinds")
    sector = ChoiceFilter(label="Sector group", choices=[], empty_label="All sector groups")

    class Meta(DatedFilters.Meta):
        model = Agency
        fields = ["kind", "sector", "show", "on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Read once here: the form's field would ask each time somebody looks at its choices.
        self.filters["sector"].extra["choices"] = [(sector, sector) for sector in Agency.objects.sectors()]


class ContactFilters(DatedFilters):
    is_public = ChoiceFilter(
        label="Public", choices=[("True", "Anybody may know it"), ("False", "Not public")], empty_label="All contacts"
    )

    class Meta(DatedFilters.Meta):
        model = Contact
        fields = ["is_public", "show", "on"]


class PostFilters(DatedFilters):
    state = ChoiceFilter(label="State", choices=Post.State.choices, empty_label="Filled and vacant")

    class Meta(DatedFilters.Meta):
        model = Post
        fields = ["state", "show", "on"]


class GroupFilters(DatedFilters):
    kind = ChoiceFilter(label="Kind", choices=Group.Kind.choices, empty_label="All kinds")

    class Meta(DatedFilters.Meta):
        model = Group
        fields = ["kind", "show", "on"]


class AccessFilters(Filters):
    user = ChoiceFilter(label="Person", choices=[], empty_label="Everybody")
    action = ChoiceFilter(label="What was done", choices=AccessEntry.Action.choices, empty_label="Anything")
    outcome = ChoiceFilter(label="Outcome", choices=AccessEntry.Outcome.choices, empty_label="Any outcome")
    first = DayFilter(label="From", field_name="at", lookup_expr="date__gte")
    last = DayFilter(label="Until", field_name="at", lookup_expr="date__lte")

    class Meta(Filters.Meta):
        model = AccessEntry
        fields = ["user", "action", "outcome", "first", "last"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Read once here, as the sectors above.
        self.filters["user"].extra["choices"] = [(str(pk), name) for pk, name in AccessEntry.objects.people()]
