"""Several questions in one statement, for a page that has many small ones.

people, posts = rows_of([Person.objects.values("name"), Post.objects.values("title", "ends_on")])

Django takes longer to make such a question into SQL than the database takes to answer it. One that many people ask can
be `kept`.
"""

import datetime
import json
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import lru_cache, wraps
from typing import NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection, models

from core.db.tenancy import current_scope

Rows = list[dict]
# Of all people who asked lately: some partnerships' worth of each question.
KEPT = 512


class Statement(NamedTuple):
    """A question as SQL; without any where Django knows that there is no row."""

    sql: str = ""
    values: tuple = ()


Question = models.QuerySet | Statement


def rows_of(questions: Iterable[Question]) -> list[Rows]:
    """The rows of each question in its own order, in one statement; none where nothing is asked.

    Each queryset says with `values` what it gives. The rows hold plain JSON: texts, numbers, ids as texts; what is
    called `…_on` is made a day again.
    """
    # Each is made into SQL by itself: as parts of one query all of them would be copied and renamed again and again.
    asked = [one if isinstance(one, Statement) else _statement(one) for one in questions]
    sent = [statement for statement in asked if statement.sql]
    answers = iter(_answers(sent) if sent else ())
    return [_rows(next(answers)) if statement.sql else [] for statement in asked]


def kept(questions: Callable[..., list[models.QuerySet]]) -> Callable[..., list[Statement]]:
    """The function's questions as SQL, made once for the same arguments in the same scope.

    All that they hang on is in the arguments, the day and the settings too: it must read nothing and ask no clock.
    """

    @lru_cache(KEPT)
    def made(readable: tuple[int, ...], *args) -> list[Statement]:
        return [_statement(queryset) for queryset in questions(*args)]

    return wraps(questions)(lambda *args: list(made(current_scope().readable, *args)))


def counted(queryset: models.QuerySet, **counts: models.Aggregate) -> models.QuerySet:
    """A question for counts of a tenant's table as a whole: one row, or none where there is nothing to count."""
    return queryset.order_by().values("partnership").annotate(**counts)


def only(rows: Rows, **otherwise) -> dict:
    """The row that `counted` asked for; these values where there was nothing to count."""
    return otherwise | (rows[0] if rows else {})


def _statement(queryset: models.QuerySet) -> Statement:
    try:
        return Statement(*queryset.query.sql_with_params())
    except EmptyResultSet:
        return Statement()


def _answers(asked: list[Statement]) -> tuple:
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
