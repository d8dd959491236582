"""Filters above a list: a plain GET form that htmx makes quicker."""

from django_filters import ChoiceFilter, FilterSet

from core import forms

__all__ = ["ChoiceFilter", "DatedFilters", "Filters"]


class FilterForm(forms.Form):
    mark_optional = False


class Filters(FilterSet):
    """A list's filters, with nothing chosen at first."""

    class Meta:
        form = FilterForm

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was chosen, so that an empty list can say why it is empty."""
        return any(self.data.get(name) for name in self.filters)


class DatedFilters(Filters):
    """Rows in force today, unless those that ended are asked for too."""

    show = ChoiceFilter(
        label="Show", choices=[("all", "All, also past and future")], empty_label="In force today", method="keep"
    )

    def keep(self, queryset, name, value):
        return queryset

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        return queryset if self.form.cleaned_data.get("show") else queryset.current()
