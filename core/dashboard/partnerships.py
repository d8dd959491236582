"""What the operator sees of each partnership."""

from dataclasses import dataclass

from django.db import connection

from core.db.tenancy import partnership_scope
from core.models import Partnership


@dataclass(frozen=True)
class PartnershipSummary:
    """What the operator knows of a partnership."""

    partnership: Partnership
    members: int
    has_manager: bool


def summaries(*, by) -> list[PartnershipSummary]:
    """Every partnership, by name. The database refuses whoever is no operator."""
    with partnership_scope(by=by), connection.cursor() as cursor:
        cursor.execute("SELECT partnership_id, members, has_manager FROM app.partnership_counts()")
        rows = {pk: (members, has_manager) for pk, members, has_manager in cursor.fetchall()}
    return [PartnershipSummary(one, *rows[one.pk]) for one in Partnership.objects.all()]
