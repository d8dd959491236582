from core.filters import ChoiceFilter, DatedFilters
from partnership.models import Agency, Group, Post


class AgencyFilters(DatedFilters):
    kind = ChoiceFilter(label="Kind", choices=Agency.Kind.choices, empty_label="All kinds")
    sector = ChoiceFilter(label="Sector group", choices=[], empty_label="All sector groups")

    class Meta(DatedFilters.Meta):
        model = Agency
        fields = ["kind", "sector", "show"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Read once here: the form's field would ask each time somebody looks at its choices.
        self.filters["sector"].extra["choices"] = [(sector, sector) for sector in Agency.objects.sectors()]


class PostFilters(DatedFilters):
    state = ChoiceFilter(label="State", choices=Post.State.choices, empty_label="Filled and vacant")

    class Meta(DatedFilters.Meta):
        model = Post
        fields = ["state", "show"]


class RoleHolderFilters(DatedFilters):
    class Meta(DatedFilters.Meta):
        fields = ["show"]


class GroupFilters(DatedFilters):
    kind = ChoiceFilter(label="Kind", choices=Group.Kind.choices, empty_label="All kinds")

    class Meta(DatedFilters.Meta):
        model = Group
        fields = ["kind", "show"]
