"""The cells of a column, read for thousands of rows."""

from django.db import models
from django_tables2 import Column
from django_tables2.utils import Accessor, signature


class Cells:
    """What `row.get_cell_value` gives for one column, with what is the same for every row looked up once.

    django-tables2 inspects the column's method for each cell, and looks each time whether the field has choices. The
    method takes any of `value`, `record`, `column`, `bound_column` and `table`.
    """

    def __init__(self, bound):
        self.accessor, self.empty = Accessor(bound.accessor), bound.column.empty_values
        # A column's own `value` does nothing but ask `render`.
        is_usual = getattr(bound.value, "__func__", None) is Column.value
        self.method = bound.render if is_usual else bound.value
        same = {"column": bound.column, "bound_column": bound, "table": bound._table}
        asked = signature(self.method)[0]
        self.same = {name: same[name] for name in asked if name in same}
        self.own = [name for name in asked if name not in same]
        self.has_choices: dict[type, bool] = {}

    def of(self, record):
        """The cell of a record; None where the record has nothing to show in it."""
        value = self._value(record)
        if value in self.empty:
            return None
        given = {"value": value, "record": record}
        return self.method(**self.same, **{name: given[name] for name in self.own})

    def _value(self, record):
        kind = type(record)
        if kind not in self.has_choices:
            self.has_choices[kind] = bool(getattr(self.accessor.get_field(record), "choices", None))
        if self.has_choices[kind]:
            holder, name = self.accessor.penultimate(record)
            if isinstance(holder, models.Model):
                return getattr(holder, f"get_{name}_display")()
        return self.accessor.resolve(record, quiet=True)
