"""Editions say when they were signed, and their files are for people who see drafts until then."""

from django.db import migrations
from django.db.models import Max


def mark(apps, schema_editor):
    editions = apps.get_model("reporting", "Edition").objects.using(schema_editor.connection.alias)
    documents = apps.get_model("core", "Document").objects.using(schema_editor.connection.alias)
    published = apps.get_model("reporting", "PublishedEdition").objects.using(schema_editor.connection.alias)
    were_public = set(published.values_list("partnership_id", "year", "number"))
    for edition in editions.select_related("report").annotate(last=Max("signatures__signed_at")):
        is_signed = edition.state in ("signed", "published")
        if is_signed or (edition.partnership_id, edition.report.year, edition.number) in were_public:
            editions.filter(pk=edition.pk).update(signed_at=edition.last or edition.compiled_at)
        else:
            files = [edition.html_id, edition.pdf_id, edition.tables_id]
            documents.filter(pk__in=files).update(needs="view_drafts")
    for copy in published.filter(pdf_sha256=""):
        found = editions.filter(
            partnership_id=copy.partnership_id, report__year=copy.year, number=copy.number
        ).select_related("pdf", "tables").first()
        if found:
            copy.charts = found.charts
            copy.pdf_sha256, copy.tables_sha256 = found.pdf.sha256, found.tables.sha256
            copy.save(update_fields=["charts", "pdf_sha256", "tables_sha256"])


class Migration(migrations.Migration):
    dependencies = [("reporting", "0003_people_read_what_is_published"), ("core", "0005_people_and_pages")]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop, elidable=True)]
