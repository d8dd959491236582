"""The jobs of the floor: large files in and out."""

from core import documents, jobs
from core.models import Export, ImportBatch

READING, COMPARING = "Reading the file", "Comparing it with the records"


@jobs.job("core.check_import", seconds=300)
def check_import(run):
    """Make the preview of a large file."""
    _handle(run, "check", "Keeping the preview")


@jobs.job("core.write_import", seconds=600)
def write_import(run):
    """Write a large file that was confirmed, all of it or nothing."""
    _handle(run, "write", "Writing the records")


def _handle(run, action, last_step):
    from core.imports import WrongFile, batches  # noqa: PLC0415 -- a task is a leaf

    try:
        with run.step(READING, 10):
            sheet = batches.sheet_of(_batch(run))
        run.say(f"{COMPARING}: {len(sheet.rows):,} rows", 40)
        with run.last_step(last_step):
            getattr(batches, action)(_batch(run), sheet)
    except WrongFile as problem:
        with run.last_step("Saying what is wrong"):
            batches.refuse(_batch(run), problem)


def _batch(run):
    found = ImportBatch.objects.select_related("document", "partnership", "uploaded_by")
    return found.get(job_id=run.key)


@jobs.job("core.export_records", seconds=300)
def export_records(run):
    """Write a large export and keep it for the person who asked for it."""
    from core.imports import exports, kind_named  # noqa: PLC0415 -- a task is a leaf

    with run.step("Reading the records", 20):
        wanted = Export.objects.select_related("partnership", "asked_by").get(job_id=run.key)
        kind = kind_named(wanted.kind)
        content = exports.export(wanted.partnership, kind, wanted.form, is_raw=wanted.is_raw)
    with run.last_step("Keeping the file"):
        wanted.document = documents.keep(
            partnership=wanted.partnership,
            name=exports.file_name(wanted.partnership, kind, wanted.form),
            content=content,
            content_type=exports.TYPES[wanted.form],
            by=wanted.asked_by,
        )
        wanted.save(update_fields=["document"])
