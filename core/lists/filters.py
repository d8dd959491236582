"""Filters above a list: a plain GET form that htmx makes quicker."""

import datetime

from django.core.exceptions import ValidationError
from django.forms import TextInput
from django.utils.formats import date_format
from django_filters import CharFilter, Filter, FilterSet
from django_filters import ChoiceFilter as AnyChoiceFilter
from django_filters.fields import ChoiceField as AnyChoiceField

from core import forms
from core.calendar.financial_years import FinancialYear
from core.dashboard.search import LONGEST, matching, words_of
from core.formatting.days import DAY
from core.formatting.folding import fold_choice

__all__ = ["CharFilter", "ChoiceFilter", "ContainsFilter", "DatedFilters", "DayFilter", "Filters", "YearFilter"]


class FilterForm(forms.Form):
    """What is typed here becomes part of an address, so it ends where the words of a search do."""

    mark_optional = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if type(field.widget) is TextInput:
                field.widget.attrs.setdefault("maxlength", LONGEST)


class ContainsFilter(CharFilter):
    """Rows whose text has all the words in it, found as the search finds them."""

    def filter(self, qs, value):
        return qs.filter(matching(words_of(value), self.field_name)) if value else qs


class ChoiceField(AnyChoiceField):
    """A choice by its code or its word, as somebody types it into the address."""

    def to_python(self, value):
        text = super().to_python(value)
        named = {fold_choice(str(name)): str(code) for code, label in self.choices for name in (label, code)}
        return text if self.valid_value(text) else named.get(fold_choice(text), text)


class YearField(ChoiceField):
    def to_python(self, value):
        try:
            return str(FinancialYear.parse(str(value or "")))
        except ValidationError:
            return super().to_python(value)


class ChoiceFilter(AnyChoiceFilter):
    field_class = ChoiceField


class YearFilter(ChoiceFilter):
    """A financial year among those that there are, however it is typed."""

    field_class = YearField


class DayFilter(Filter):
    """A day in three boxes."""

    field_class = forms.DateField


class Filters(FilterSet):
    """A list's filters, with nothing chosen at first. Where one of them asks for what there is not, as in a link or a
    saved view that is older than the last import, nothing is left: all rows would be taken for those asked for."""

    class Meta:
        form = FilterForm

    @property
    def qs(self):
        return self.queryset.none() if self.wrong else super().qs

    @property
    def wrong(self) -> list[str]:
        """A sentence for each filter that asks for what there is not."""
        return [_wrong(bound) for bound in self.form if self.is_bound and bound.errors]

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was chosen, so that an empty list can say why it is empty."""
        return any(self._chosen(name) for name in self.filters)

    @property
    def in_words(self) -> str:
        """What was chosen, as the access log says it: "Kind: Statutory partner; Name contains: health"."""
        chosen = [(bound, self._value(bound.name)) for bound in self.form]
        return "; ".join(f"{bound.label}: {_shown(bound, value)}" for bound, value in chosen if value)

    def _chosen(self, name):
        widget = self.form.fields[name].widget
        value = widget.value_from_datadict(self.data, {}, name)
        return any(value) if isinstance(value, list) else value

    def _value(self, name):
        return self.form.cleaned_data.get(name) if self.form.is_bound and not self.form.has_error(name) else None


class DatedFilters(Filters):
    """Rows in force today or on a day that is asked for, unless those of all times are asked for too."""

    show = ChoiceFilter(
        label="Show", choices=[("all", "All, also past and future")], empty_label="Those in force", method="keep"
    )
    on = DayFilter(label="Active on (today if empty)", method="keep")

    class Meta(Filters.Meta):
        fields = ["show", "on"]

    def keep(self, queryset, name, value):
        return queryset

    @property
    def day(self) -> datetime.date | None:
        """The day that somebody looks back on; None is today."""
        return self._value("on")

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        return queryset if self.form.cleaned_data.get("show") else queryset.current(self.day)


def _wrong(bound) -> str:
    typed = bound.data
    if hasattr(bound.field, "choices") and isinstance(typed, str):
        return f"There is no “{typed}” under “{bound.label}”."
    return f"{bound.label}: {bound.errors[0]}."


def _shown(bound, value) -> str:
    if isinstance(value, datetime.date):
        return date_format(value, DAY)
    return str(dict(getattr(bound.field, "choices", ())).get(value, value))
