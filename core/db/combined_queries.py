"""Several questions in one statement, for a page that has many small ones.

people, posts = rows_of([Person.objects.values("name"), Post.objects.values("title", "ends_on")])
"""

import datetime
import json
from collections.abc import Iterable
from decimal import Decimal

from django.core.exceptions import EmptyResultSet
from django.db import connection, models

Rows = list[dict]


def rows_of(querysets: Iterable[models.QuerySet]) -> list[Rows]:
    """The rows of each queryset in its own order, in one statement; none where nothing is asked.

    Each queryset says with `values` what it gives. The rows hold plain JSON: texts, numbers, ids as texts; what is
    called `…_on` is made a day again.
    """
    # Each is made into SQL by itself: as parts of one query all of them would be copied and renamed again and again.
    asked = [_statement(queryset) for queryset in querysets]
    sent = [statement for statement in asked if statement is not None]
    answers = iter(_answers(sent) if sent else ())
    return [_rows(next(answers)) if statement is not None else [] for statement in asked]


def counted(queryset: models.QuerySet, **counts: models.Aggregate) -> models.QuerySet:
    """A question for counts of a tenant's table as a whole: one row, or none where there is nothing to count."""
    return queryset.order_by().values("partnership").annotate(**counts)


def only(rows: Rows, **otherwise) -> dict:
    """The row that `counted` asked for; these values where there was nothing to count."""
    return otherwise | (rows[0] if rows else {})


def _statement(queryset: models.QuerySet) -> tuple[str, tuple] | None:
    """The queryset as SQL; None where Django knows without asking that there is no row."""
    try:
        return queryset.query.sql_with_params()
    except EmptyResultSet:
        return None


def _answers(asked: list[tuple[str, tuple]]) -> tuple:
    lists = ", ".join(f"(SELECT json_agg(found)::text FROM ({sql}) found)" for sql, _ in asked)  # noqa: S608 -- Django's own
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lists}", [value for _, values in asked for value in values])  # noqa: S608 -- the same
        return cursor.fetchone()


def _rows(answer: str | None) -> Rows:
    """Numbers with decimals are as the database has them."""
    return [_with_days(row) for row in json.loads(answer, parse_float=Decimal)] if answer else []


def _with_days(row: dict) -> dict:
    days = {name: datetime.date.fromisoformat(day) for name, day in row.items() if name.endswith("_on") and day}
    return row | days
