from django_filters import CharFilter

from assurance.models import Indicator
from core.filters import ChoiceFilter, Filters


class IndicatorFilters(Filters):
    """The indicators that the partnership has values of, unless the whole catalogue is asked for."""

    name = CharFilter(label="Name contains", lookup_expr="icontains")
    show = ChoiceFilter(
        label="Show", choices=[("all", "The whole catalogue")], empty_label="Those with values here", method="keep"
    )

    class Meta(Filters.Meta):
        model = Indicator
        fields = ["name", "show"]

    def keep(self, queryset, name, value):
        return queryset

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        return queryset if self.form.cleaned_data.get("show") else queryset.with_values()
