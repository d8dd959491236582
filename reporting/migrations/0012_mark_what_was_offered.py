"""Editions that somebody has signed were offered: they say so, and whose signature each of them waits for."""

import datetime

from django.db import migrations
from django.db.models import Min, Q


def mark(apps, schema_editor):
    using = schema_editor.connection.alias
    editions = apps.get_model("reporting", "Edition").objects.using(using)
    for edition in editions.select_related("report").annotate(first=Min("signatures__signed_at")):
        was_signed = edition.state in ("signed", "published") or edition.signed_at
        if edition.first or was_signed:
            offered_at = edition.first or edition.signed_at or edition.compiled_at
            state = "offered" if edition.state == "compiled" else edition.state
            editions.filter(pk=edition.pk).update(offered_at=offered_at, state=state)
        if edition.first and edition.state == "compiled":
            _wait_for_the_others(apps, using, edition)


def _wait_for_the_others(apps, using, edition):
    """The statutory partners at the end of its year that have not signed, as the portal asked them until now."""
    last_day = datetime.date(int(edition.report.year[:4]) + 1, 3, 31)
    statutory = apps.get_model("partnership", "Agency").objects.using(using).filter(
        Q(starts_on=None) | Q(starts_on__lte=last_day),
        Q(ends_on=None) | Q(ends_on__gte=last_day),
        partnership=edition.partnership_id,
        kind="statutory",
        represented_by=None,
    )
    signatures = apps.get_model("reporting", "Signature").objects.using(using)
    signed = signatures.filter(edition=edition.pk).values("agency")
    for agency in statutory.exclude(pk__in=signed):
        signatures.create(
            partnership_id=edition.partnership_id, edition_id=edition.pk, agency_id=agency.pk, role="lead_partner"
        )


class Migration(migrations.Migration):
    dependencies = [("reporting", "0011_offer_editions_for_signing")]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop, elidable=True)]
