"""The tasks of the floor: large files in and out, mails, and what is cleaned up each night."""

from contextlib import contextmanager

from celery import shared_task

from core import jobs
from core.db.tenancy import partnership_scope
from core.files import documents
from core.models import Export, ImportBatch, Partnership


@jobs.job("core.check_import", seconds=300)
def check_import(run):
    """Make the preview of a large file."""
    from core.imports import batches  # noqa: PLC0415 -- a task is a leaf

    with _told_what_is_wrong(run):
        sheet = _sheet(run)
        with run.step(f"Comparing {len(sheet.rows):,} rows with the records", 40):
            preview = batches.planned(_batch(run), sheet)
        with run.last_step("Keeping the preview"):
            batches.keep_preview(_batch(run), preview)


@jobs.job("core.write_import", seconds=600)
def write_import(run):
    """Write a large file that was confirmed, all of it or nothing: one transaction, so there are no steps in it."""
    from core.imports import batches  # noqa: PLC0415 -- a task is a leaf

    with _told_what_is_wrong(run):
        sheet = _sheet(run)
        with run.last_step(f"Writing {len(sheet.rows):,} rows"):
            batches.write(_batch(run), sheet)


def _sheet(run):
    from core.imports import batches  # noqa: PLC0415 -- a task is a leaf

    with run.step("Reading the file", 10):
        return batches.sheet_of(_batch(run))


@contextmanager
def _told_what_is_wrong(run):
    """End the job, and say on the batch what is wrong with the file where that shows only now."""
    from core.imports import WrongFile, batches  # noqa: PLC0415 -- a task is a leaf

    try:
        yield
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


@shared_task(name="core.send_mail", soft_time_limit=60, time_limit=70)
def send_mail(*, key, partnership_id, user_id):
    """Send one mail. It is no job: nobody waits for it, and its row is the mail itself."""
    from core.jobs import mails  # noqa: PLC0415 -- a task is a leaf

    mails.deliver(key=key, partnership_id=partnership_id, user_id=user_id)


@shared_task(name="core.scan_file", soft_time_limit=300, time_limit=310)
def scan_file(*, key, partnership_id, user_id):
    """Look through one uploaded file for viruses. No job: nobody waits for it but whoever wants the file."""
    from core.files import scanning  # noqa: PLC0415 -- a task is a leaf

    scanning.scan(key=key, partnership_id=partnership_id, user_id=user_id)


@shared_task(name="core.clean_up", soft_time_limit=600, time_limit=610)
def clean_up():
    """Each night, everywhere: remove old drafts and receipts, and have files looked through that came before there was
    a virus scanner. Safe to run again."""
    from core.files import scanning  # noqa: PLC0415 -- as the tasks above
    from core.jobs import cleanup  # noqa: PLC0415 -- as the tasks above

    for partnership in Partnership.objects.order_by("pk"):
        with partnership_scope(partnership):
            scanning.ask_about_unchecked()
            cleanup.clean_up()
