"""Lists: django-tables2 tables that say what they hold, how much of it, and what to do when there is nothing.

What stands in a cell of the page stands in the list's file too, numbers, amounts and days as what they are. A column
that is for the page alone says `exclude_from_export=True`.
"""

import django_tables2
from django.utils import timezone
from django.utils.formats import date_format
from django_tables2 import Column

from core.templatetags.govuk import pounds

NUMERIC = {"th": {"class": "govuk-table__header--numeric"}, "td": {"class": "govuk-table__cell--numeric"}}

__all__ = ["Column", "DateColumn", "MomentColumn", "MoneyColumn", "NumberColumn", "Table", "WhenColumn"]


class Table(django_tables2.Table):
    """`caption` names the table, `lead` says in a sentence what stands in it, `empty` fills core/_empty.html when it
    has no rows.

    `export_kind` is the import kind with the same rows, whose full export a very long list points to. The tools
    (saved views, files) come from `core.lists.list_page`. `tells_of_people`: it says who has an account or did what, so
    whoever takes it out as a file is asked again who they are.
    """

    caption = lead = ""
    export_kind = ""
    tells_of_people = False
    tools = None
    empty = {"title": "Nothing here yet", "text": ""}

    @property
    def nouns(self) -> tuple[str, str]:
        """What one row and several are called: as their model is, where the table does not say."""
        of = self._meta.model._meta
        return str(of.verbose_name), str(of.verbose_name_plural)

    @property
    def counted(self) -> str:
        """ "1 to 30 of 120 agencies", or "12 agencies" where they fit on a page."""
        total = self.paginator.count if hasattr(self, "paginator") else len(self.rows)
        noun = self.nouns[0] if total == 1 else self.nouns[1]
        if not hasattr(self, "page") or self.paginator.num_pages == 1:
            return f"{total:,} {noun}"
        return f"{self.page.start_index():,} to {self.page.end_index():,} of {total:,} {noun}"


class NumberColumn(Column):
    """Numbers stand under one another, thousands apart."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"attrs": NUMERIC, **kwargs})

    def render(self, value):
        return f"{value:,}" if isinstance(value, int) else value

    def value(self, value):
        return value


class MoneyColumn(NumberColumn):
    """Pounds; `pence=True` where some rows have pence, so that the digits of all stand under one another."""

    def __init__(self, *args, pence=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.pence = pence

    def render(self, value):
        return pounds(value, pence=self.pence)


class DateColumn(Column):
    """A date on one line."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"attrs": {"td": {"class": "p-nowrap"}}, **kwargs})

    def render(self, value):
        return date_format(value, "j M Y")

    def value(self, value):
        return value


class MomentColumn(DateColumn):
    """A day and its time."""

    def render(self, value):
        return date_format(timezone.localtime(value), "j M Y, H:i")


class WhenColumn(Column):
    """From when until when a dated row holds: words on the page, two columns of days in a file."""

    exports = (("From", "starts_on"), ("Until", "ends_on"))

    def __init__(self, **kwargs):
        usual = {"accessor": "when", "verbose_name": "In force", "order_by": ("starts_on", "ends_on"), "default": "—"}
        super().__init__(**usual | kwargs)
