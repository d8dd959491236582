"""What the wall costs: a read by key and a list, as the application through the wall and as the owner beside it."""

from functools import partial

from django.db import connections

from bench.measure import Result, ratio
from core.db.tenancy import partnership_scope
from core.models import Partnership

BY_KEY = "SELECT * FROM partnership_agency WHERE id = %s"
LIST = "SELECT * FROM indicators_indicatorvalue WHERE partnership_id = ANY(%s) ORDER BY period LIMIT 50"


def run() -> list[Result]:
    area = Partnership.objects.get(slug="area-75")
    with partnership_scope(area), connections["default"].cursor() as walled, connections["owner"].cursor() as open_:
        walled.execute("SELECT id FROM partnership_agency LIMIT 1")
        key = walled.fetchone()[0]

        asked = {"a read by key": (BY_KEY, [key]), "a list of 50": (LIST, [[area.pk]])}
        return [
            Result(f"The wall on {name}", ratio(partial(_ask, walled, *what), partial(_ask, open_, *what)))
            for name, what in asked.items()
        ]


def _ask(cursor, statement, parameters):
    for _ in range(50):
        cursor.execute(statement, parameters)
        cursor.fetchall()
