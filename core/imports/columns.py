"""Columns of the files that come in and go out: heading, where the value is kept, what it may be."""

from functools import cached_property, lru_cache

from import_export.fields import Field

from core.formatting.characters import LONGEST_TEXT
from core.formatting.folding import fold, sort_key
from core.history.voiding import VoidableModel
from core.imports.values import Text

# How the file of an undo says that there was no value, and where it says why a record goes.
NOTHING, VOIDED = "(empty)", "Withdrawn"
# So many texts of a column are read once only.
REMEMBERED = 1000


class Column(Field):
    """One value of one record. `required` columns must be filled in for a new record; a file `may_lack` one that came
    later than the kind."""

    def __init__(self, heading, attribute, value, *, required=False, may_lack=False):
        super().__init__(attribute=attribute, column_name=heading, widget=value)
        self.heading, self.required, self.may_lack = heading, required, may_lack

    def current(self, instance):
        return getattr(instance, self.attribute)

    def read(self, text: str, instance=None):
        """The value that a cell says; raises `ValueError`. Of a column that is bound."""
        return self._read(text)

    @cached_property
    def _read(self):
        """Remembers, for the cells of a column repeat one another, and each is read for its row's key, for sums and to
        be kept. Names of other records are not remembered: the file's own rows enter some."""
        return self.widget.clean if hasattr(self.widget, "load") else lru_cache(REMEMBERED)(self.widget.clean)

    def takes_date(self, is_whole: bool) -> bool:
        """Whether a workbook's cell that holds a date, shown as a whole or in part, can be a value."""
        return self.widget.takes_days if is_whole else self.widget.takes_dates

    def put(self, instance, value) -> None:
        setattr(instance, self.attribute, value)

    def kept(self, row) -> tuple:
        """What a record, or a row of its history, has in the fields that `put` changes."""
        return tuple(getattr(row, row._meta.get_field(name).attname) for name in self.fields())

    def text(self, value) -> str:
        """The value as it is written in a cell."""
        return self.widget.render(value)

    def kept_text(self, typed: str, value) -> str:
        """What a preview says of a value, with the cell's own words where it says the value otherwise."""
        shown = self.shown(value)
        said = not shown or fold(typed) in (fold(self.text(value)), fold(shown))
        return shown if said else f"{shown} (written “{typed}”)"

    def shown(self, value) -> str:
        return "" if value is None else self.widget.shown(value)

    def export(self, instance, **kwargs):
        return self.text(self.current(instance))

    def fields(self) -> list[str]:
        """The names of the model's fields that `put` changes."""
        return [self.attribute.removesuffix("_id")]

    def nothing(self, model):
        """The value of a record that has none here. Raises `ValueError` where each record must have one."""
        field = model._meta.get_field(self.fields()[0])
        if not field.blank or self.required:
            raise ValueError("this cannot be emptied")
        return None if field.null else ""

    def bind(self, resource) -> None:
        """Take what the value needs from a resource that is about to read or write."""
        value = self.widget
        if hasattr(value, "longest") and self.attribute:
            value.longest = resource.model._meta.get_field(self.attribute).max_length or LONGEST_TEXT
        if hasattr(value, "load"):
            value.directory = lambda: resource.directory(value.load)


def void_columns(model) -> list[Column]:
    """What the file of an undo has beside the kind's columns: why it takes back what has no last day."""
    return [Column(VOIDED, "void_reason", Text())] if issubclass(model, VoidableModel) else []


class ListColumn(Column):
    """Several values in one cell, parted by semicolons, kept as rows of `through`. An import adds and never removes."""

    def __init__(self, heading, value, *, through, owner, other):
        super().__init__(heading, None, value)
        self.through, self.owner, self.other = through, owner, other

    def current(self, instance):
        return self._kept().get(instance.pk, ())

    def put(self, instance, value) -> None:
        for one in value[len(self.current(instance)) :]:
            row = self.through(partnership_id=instance.partnership_id)
            setattr(row, self.owner, instance.pk)
            setattr(row, self.other, one)
            self.resource.additions.append(row)

    def text(self, value) -> str:
        return "; ".join(sorted((self.widget.render(one) for one in value), key=sort_key))

    def kept_text(self, typed, value):
        return self.text(value)

    def shown(self, value):
        return self.text(value)

    def fields(self):
        return []

    def read(self, text: str, instance):
        """What the record has with what the cell adds to it; the same tuple where it adds nothing."""
        kept = self.current(instance)
        have = {self._folded(one) for one in kept}
        added = []
        for part in filter(None, (part.strip() for part in text.split(";"))):
            one = self.widget.clean(part)
            if self._folded(one) not in have:
                have.add(self._folded(one))
                added.append(one)
        return (*kept, *added)

    def bind(self, resource) -> None:
        super().bind(resource)
        self.resource, self._rows = resource, None
        if hasattr(self.widget, "longest"):
            self.widget.longest = self.through._meta.get_field(self.other).max_length

    def _kept(self):
        if self._rows is None:
            self._rows = {}
            for owner, other in self.through.objects.values_list(self.owner, self.other):
                self._rows[owner] = (*self._rows.get(owner, ()), other)
        return self._rows

    @staticmethod
    def _folded(one):
        return fold(one) if isinstance(one, str) else one
