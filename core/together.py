"""Several questions in one statement, for a page that has many small ones.

people, posts = rows_of(partnership, [Person.objects.values("name"), Post.objects.values("title", "ends_on")])
"""

import datetime
import json
from collections.abc import Iterable
from decimal import Decimal

from django.db import models

from core.models import Partnership

Rows = list[dict]


class _Exact(json.JSONDecoder):
    """Numbers with decimals as the database has them."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs | {"parse_float": Decimal})


class _AsList(models.Subquery):
    """All rows of a queryset as one value."""

    template = "(SELECT jsonb_agg(to_jsonb(found)) FROM (%(subquery)s) found)"
    output_field = models.JSONField(decoder=_Exact)


def rows_of(partnership: Partnership, querysets: Iterable[models.QuerySet]) -> list[Rows]:
    """The rows of each queryset in its own order, in one statement; none where nothing is asked.

    Each queryset says with `values` what it gives. The rows hold plain JSON: texts, numbers, ids as texts; what is
    called `…_on` is made a day again.
    """
    asked = [_AsList(queryset) for queryset in querysets]
    if not asked:
        return []
    found = Partnership.objects.filter(pk=partnership.pk).values_list(*asked).get()
    return [[_with_days(row) for row in rows or ()] for rows in found]


def counted(queryset: models.QuerySet, **counts: models.Aggregate) -> models.QuerySet:
    """A question for counts of a tenant's table as a whole: one row, or none where there is nothing to count."""
    return queryset.order_by().values("partnership").annotate(**counts)


def only(rows: Rows, **otherwise) -> dict:
    """The row that `counted` asked for; these values where there was nothing to count."""
    return otherwise | (rows[0] if rows else {})


def _with_days(row: dict) -> dict:
    days = {name: datetime.date.fromisoformat(day) for name, day in row.items() if name.endswith("_on") and day}
    return row | days
