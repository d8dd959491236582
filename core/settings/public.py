"""What anybody may know of a partnership's settings: its name, its colour and its words, without a scope."""

import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils import timezone

from core.models import Partnership, PublicValue

FIELDS = ("key", "value", "from_on", "made_at")


def public_names(partnerships) -> dict[int, str]:
    """What each partnership is called today, by its id; one query, and no scope is needed."""
    known = list(partnerships)
    rows = PublicValue.public.filter(partnership__in=known, key="name", from_on__lte=timezone.localdate())
    chosen = {row.partnership_id: row.value for row in rows.order_by("from_on", "made_at")}
    return {one.pk: chosen.get(one.pk) or one.name for one in known}


def public_values() -> ArraySubquery:
    """For `annotate` on a tenant's rows: the public settings of their partnership, for `bring` to make sense of."""
    rows = PublicValue.public.filter(partnership=OuterRef("partnership")).order_by()
    return ArraySubquery(rows.values(found=JSONObject(**{name: name for name in FIELDS})))


def bring(partnership: Partnership, found: list[dict]) -> None:
    """Let the partnership of a request know its public settings, so that no page has to ask for them."""
    partnership.public_values = [_row(**values) for values in found]


def brought_with(partnership: Partnership) -> list[PublicValue] | None:
    """What `bring` gave it, or None."""
    return getattr(partnership, "public_values", None)


def forget(partnership: Partnership) -> None:
    """Ask anew: one of them has been set."""
    partnership.__dict__.pop("public_values", None)


def _row(key: str, value, from_on: str, made_at: str) -> PublicValue:
    return PublicValue(
        key=key,
        value=value,
        from_on=datetime.date.fromisoformat(from_on),
        made_at=datetime.datetime.fromisoformat(made_at),
    )
