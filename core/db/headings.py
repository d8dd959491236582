"""Free texts under which rows stand together, such as a sector group, a topic or an item of spending.

“Health” and “health ” are one heading: what is typed takes the spelling that is on record already, in forms, in
imports and where parts are kept together. So whatever groups rows by the text never shows two of one heading.
"""

from django.apps import apps
from django.db import models

from core.formatting.folding import fold, spelt_as


class HeadingField(models.CharField):
    """A column of headings. `within` names the fields whose value has headings of its own, as a topic has categories;
    `shared` other columns that hold the same headings, such as `indicators.Measure.topic`. Texts that `fold` makes
    alike are one heading."""

    def __init__(self, *args, within=(), shared=(), fold=fold, **kwargs):
        super().__init__(*args, **kwargs)
        self.within, self.shared, self.fold = tuple(within), tuple(shared), fold

    def deconstruct(self):
        """The database knows it as text."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def group_of(self, record) -> tuple:
        """What the heading of a record is one of."""
        return tuple(getattr(record, self.model._meta.get_field(name).attname) for name in self.within)

    def spellings(self, partnership_id, *, besides=None, **which) -> models.QuerySet:
        """The headings that a partnership has, those of its other columns too, each after what it is one of.

        `which` narrows the rows; the record of the key `besides` is left out.
        """
        own = self.model.objects.filter(partnership=partnership_id, **which).exclude(pk=besides)
        found = [own.values_list(*self.within, self.name)]
        for model, name in map(_column, self.shared):
            found.append(model.objects.filter(partnership=partnership_id).values_list(name))
        found = [rows.order_by() for rows in found]
        return found[0].union(*found[1:]) if found[1:] else found[0].distinct()

    def spelt(self, record) -> str:
        """The record's heading in the spelling that other records have, if any has it."""
        which = dict(zip(self.within, self.group_of(record), strict=True))
        others = self.spellings(record.partnership_id, besides=record.pk, **which)
        return spelt_as(getattr(record, self.attname), [row[-1] for row in others], self.fold)


def headings_of(model: type[models.Model]) -> list[HeadingField]:
    return [field for field in model._meta.concrete_fields if isinstance(field, HeadingField)]


def _column(label: str) -> tuple[type[models.Model], str]:
    app, model, name = label.split(".")
    return apps.get_model(app, model), name
