"""Rows in another spelling of a unit ("Number", "per cent") get its code, by which rows are compared from now on.

Two rows of one figure that differed only there become one. Where they say the same in everything, the second is taken
back, with why, and stays in its history. Where they differ in anything, nobody but an editor can tell which is right:
both stand, the second in a unit of its own, "n (2)", so that it has a table of its own on its page. That unit is on no
list, so its figures are taken for people and small ones hidden. Explanations of printed totals follow the new key.
"""

import hashlib

from django.db import migrations
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils.text import slugify

from core.blocks import plain
from core.units import LONGEST, code_of

FIGURES = {
    "IndicatorValue": ("partnership_id", "indicator_id", "period", "breakdown"),
    "Measure": ("partnership_id", "topic", "category", "period"),
}
# What two rows of one figure may differ in and say the same.
OWN = {"id", "unit", "position", "taken_back"}


def fold(apps, schema_editor):
    using = schema_editor.connection.alias
    for name, key in FIGURES.items():
        _fold_figures(apps.get_model("assurance", name).objects.using(using), key)
    _fold_totals(apps, using)
    for row in _other_spellings(apps.get_model("assurance", "OwnIndicator").objects.using(using)):
        _keep(row, row.raw)


def _other_spellings(rows):
    """Rows whose unit is not its code, each with its unit as it stands: a filter by unit would look for the code."""
    raw = rows.annotate(raw=Cast("unit", TextField()))
    others = [text for text in raw.order_by().values_list("raw", flat=True).distinct() if code_of(text) != text]
    return list(raw.filter(raw__in=others).order_by("pk"))


def _keep(row, unit):
    type(row).objects.using(row._state.db).filter(pk=row.pk).update(unit=unit)


def _fold_figures(rows, key):
    for row in _other_spellings(rows):
        code = code_of(row.raw)
        same = {name: getattr(row, name) for name in key}
        there = [] if row.taken_back else list(rows.filter(**same, taken_back="").exclude(pk=row.pk))
        beside = [other for other in there if other.unit == code]
        if any(_says_the_same(row, other) for other in beside):
            why = f"The same figure stood here twice, in the units “{row.raw}” and “{code}”, which are one."
            rows.filter(pk=row.pk).update(taken_back=why)
        taken = {other.unit for other in there}
        _keep(row, code if not beside else _free(code, taken))


def _says_the_same(row, other):
    names = [field.attname for field in row._meta.concrete_fields if field.name not in OWN]
    return all(getattr(row, name) == getattr(other, name) for name in names)


def _free(code, taken):
    """The code with the first number behind it that no row of the figure has."""
    numbered = (f"{code[: LONGEST - 5]} ({number})" for number in range(2, 1000))
    return next(unit for unit in numbered if unit not in taken)


def _fold_totals(apps, using):
    explanations = apps.get_model("assurance", "Explanation").objects.using(using)
    for total in _other_spellings(apps.get_model("assurance", "PrintedTotal").objects.using(using)):
        old, new = _key(total, total.raw), _key(total, code_of(total.raw))
        _keep(total, total.raw)
        about = explanations.filter(partnership_id=total.partnership_id)
        if not about.filter(discrepancy=new).exists():
            about.filter(discrepancy=old).update(discrepancy=new)


def _key(total, unit):
    """What an explanation is known by, as `assurance.discrepancies` makes it."""
    facts = [total.of, total.period, plain(total.printed), unit, total.source, total.line]
    fingerprint = hashlib.sha256("\n".join(facts).encode()).hexdigest()[:10]
    return f"{slugify(total.of)[:60]}-{slugify(total.period)}-{fingerprint}"


class Migration(migrations.Migration):
    dependencies = [("assurance", "0007_say_what_counts_people")]

    operations = [migrations.RunPython(fold, migrations.RunPython.noop, elidable=True)]
