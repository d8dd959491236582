from django.utils import timezone

from core.lists.filters import ChoiceFilter, ContainsFilter, Filters
from indicators.models import Indicator, IndicatorValue
from indicators.trends import missing

MISSING, WITHOUT, ALL = "missing", "without", "all"


class IndicatorFilters(Filters):
    """The indicators that the partnership has values of, unless others are asked for."""

    name = ContainsFilter(label="Name contains", field_name="name")
    show = ChoiceFilter(
        label="Show",
        choices=[
            (MISSING, "Those that miss the latest period"),
            (WITHOUT, "Those without values"),
            (ALL, "The whole catalogue"),
        ],
        empty_label="Those with values here",
        method="keep",
    )

    class Meta(Filters.Meta):
        model = Indicator
        fields = ["name", "show"]

    def keep(self, queryset, name, value):
        return queryset

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        show = self.form.cleaned_data.get("show")
        if show == MISSING:
            return queryset.filter(number__in=missing(IndicatorValue.objects.last_periods(), timezone.localdate()))
        return {ALL: queryset, WITHOUT: queryset.without_values()}.get(show, queryset.with_values())
