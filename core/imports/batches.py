"""From the file that somebody uploads to the records: received, checked, confirmed, written.

Files of up to 500 rows are checked and written at once; larger ones by a job that says how far it is.
"""

from django.db import transaction
from django.utils import timezone

from core import jobs
from core.db import quotas
from core.files import documents, scanning
from core.imports import reading
from core.imports.exports import TYPES
from core.imports.headings import positions
from core.imports.kinds import Kind, kind_named
from core.imports.plans import RecordsChanged, apply, plan
from core.imports.previews import ASKED, STATES, Preview, RowPreview, is_asked, is_asked_alone, rows_of
from core.imports.problems import WrongFile
from core.models import Document, ImportBatch

MOST_AT_ONCE = 500
CHECK, WRITE = "core.check_import", "core.write_import"


class NotReady(Exception):
    """The import cannot be confirmed or dropped as it stands; the text says why."""


def receive(
    *, partnership, kind: Kind, name: str, content: bytes, by, undoes: ImportBatch | None = None
) -> ImportBatch:
    """Keep a file and check it, at once or by a job. Raises `WrongFile`, or `Spent` where somebody has brought as much
    as anybody may, and then keeps nothing; a file that is refused counts as well, for it has been read.

    The file of an undo names the batch that it `undoes`; it is the portal's own, and not counted.
    """
    if undoes is None and by is not None:
        quotas.spend("uploads", by.pk)
        documents.check_room(partnership, len(content))
    return _received(partnership, kind, name, content, by, undoes)


@transaction.atomic
def _received(partnership, kind: Kind, name: str, content: bytes, by, undoes) -> ImportBatch:
    is_large = reading.rows_about(name, content) > MOST_AT_ONCE
    form = "xlsx" if reading.is_workbook(content) else "csv"
    preview = None
    if form == "csv" or not is_large:
        sheet = reading.read(name, content)
        positions(sheet, kind.headings(undoes=undoes is not None), kind.may_lack)
        preview = None if is_large else plan(partnership, kind, sheet, undoes=undoes)
    keep = scanning.keep_uploaded if undoes is None else documents.keep
    document = keep(
        partnership=partnership,
        name=name[-200:],
        content=content,
        content_type=TYPES[form],
        by=by,
        needs="keep_records",
    )
    batch = ImportBatch(
        partnership=partnership,
        kind=kind.code,
        file_name=name[-200:],
        document=document,
        uploaded_by=by,
        undoes=undoes,
    )
    batch.save(force_insert=True)
    if is_large:
        batch.job = jobs.ask(CHECK, partnership=partnership, by=by, subject=batch)
        batch.save(update_fields=["job"])
    else:
        keep_preview(batch, preview)
    return batch


@transaction.atomic
def confirm(*, batch: ImportBatch, by, because: str = "", are_one: bool = False) -> ImportBatch:
    """Write what the preview shows, at once or by a job.

    Where it asks about cells, `because` says why they are right; without it the import is `NotReady`. So it is where it
    asks whether parts are one breakdown (`asks_alone`), until somebody says that they `are_one`.

    Locks the batch, so of two confirmations at once the second is refused. Where the records have changed since, the
    batch gets the new preview instead and waits to be confirmed again.
    """
    batch = _locked(batch)
    if not batch.may_be_confirmed:
        raise NotReady(_why_not(batch))
    if batch.document.is_refused:
        raise NotReady("A virus scanner has refused the file. Discard this import.")
    if batch.asked and not because:
        raise NotReady("Say why the values that are asked about are right, then import.")
    if not are_one and asks_alone(batch):
        raise NotReady("Say whether the parts that are asked about are one breakdown, then import.")
    batch.because = because if batch.asked else ""
    batch.confirmed_by, batch.confirmed_at, batch.state = by, timezone.now(), ImportBatch.State.WRITING
    if batch.rows > MOST_AT_ONCE:
        batch.job = jobs.ask(WRITE, partnership=batch.partnership, by=by, subject=batch)
        batch.save(update_fields=["confirmed_by", "confirmed_at", "state", "because", "job"])
    else:
        batch.save(update_fields=["confirmed_by", "confirmed_at", "state", "because"])
        write(batch, sheet_of(batch))
    return batch


@transaction.atomic
def check_again(*, batch: ImportBatch) -> None:
    """Make the preview anew, after something was said that it asks about; a batch that is closed stays as it is."""
    batch = _locked(batch)
    if batch.state != ImportBatch.State.READY:
        return
    if batch.rows <= MOST_AT_ONCE:
        keep_preview(batch, planned(batch, sheet_of(batch)))
        return
    batch.state = ImportBatch.State.CHECKING
    batch.job = jobs.ask(CHECK, partnership=batch.partnership, by=batch.uploaded_by, subject=batch)
    batch.save(update_fields=["state", "job"])


@transaction.atomic
def drop(*, batch: ImportBatch) -> ImportBatch:
    """Give the import up. The file and its preview stay on record."""
    batch = _locked(batch)
    if not batch.may_be_dropped:
        raise NotReady(_why_not(batch))
    batch.state, batch.confirmed_by, batch.confirmed_at = ImportBatch.State.DROPPED, None, None
    batch.save(update_fields=["state", "confirmed_by", "confirmed_at"])
    return batch


def planned(batch: ImportBatch, sheet: reading.Sheet) -> Preview:
    return plan(batch.partnership, kind_named(batch.kind), sheet, undoes=batch.undoes)


def write(batch: ImportBatch, sheet: reading.Sheet) -> None:
    """Write the records and close the batch, in the running transaction; or show what is different now. Raises
    `WrongFile` where a virus scanner has refused the file since it was confirmed; one that looks now waits for this."""
    if Document.objects.select_for_update().get(pk=batch.document_id).is_refused:
        raise WrongFile("A virus scanner has refused the file, so nothing of it was imported.")
    try:
        preview = apply(
            batch.partnership,
            kind_named(batch.kind),
            sheet,
            expected=batch.fingerprint,
            undoes=batch.undoes,
            because=batch.because,
        )
    except RecordsChanged as changed:
        keep_preview(batch, changed.preview, problem=str(changed))
        return
    if not preview.is_applied:
        keep_preview(batch, preview)
        return
    batch.state, batch.problem = ImportBatch.State.DONE, ""
    batch.save(update_fields=["state", "problem"])


def refuse(batch: ImportBatch, problem: WrongFile) -> None:
    """Note that the file cannot be read, which showed only in the job."""
    batch.state, batch.problem = ImportBatch.State.FAILED, str(problem)
    batch.confirmed_by = batch.confirmed_at = None
    batch.save(update_fields=["state", "problem", "confirmed_by", "confirmed_at"])


def sheet_of(batch: ImportBatch) -> reading.Sheet:
    """The batch's file, read again. Raises `WrongFile`."""
    return reading.read(batch.file_name, _stored(batch.document))


def keep_preview(batch: ImportBatch, preview: Preview, *, problem: str = "") -> None:
    batch.preview = documents.keep(
        partnership=batch.partnership,
        name=f"{batch.file_name[:180]}-preview.jsonl",
        content=preview.as_lines(),
        content_type="application/x-ndjson",
        by=batch.uploaded_by,
        needs="keep_records",
    )
    for state in STATES:
        setattr(batch, state, preview.counts[state])
    batch.asked, batch.because = preview.asked, ""
    batch.fingerprint = preview.fingerprint
    batch.state = ImportBatch.State.READY if preview.is_fine else ImportBatch.State.WRONG
    batch.problem = " ".join([problem, *preview.notes]).strip()
    batch.confirmed_by = batch.confirmed_at = None
    batch.save()


def asks_alone(batch: ImportBatch) -> bool:
    """Whether something in it is asked that “these values are right” does not answer."""
    return bool(batch.asked and batch.preview) and any(map(is_asked_alone, _stored(batch.preview).split(b"\n")))


def preview_rows(batch: ImportBatch, *, state: str = "") -> "PreviewRows":
    """The rows of the kept preview, the ones to look at first; only those of one state, or those asked about."""
    return PreviewRows(batch, state)


class PreviewRows:
    """Rows of a kept preview; reads only those of the page that is shown. Fits a `Paginator`."""

    def __init__(self, batch: ImportBatch, state: str = ""):
        self._lines = _stored(batch.preview) if batch.preview else b""
        if state == ASKED:
            self._lines = b"\n".join(line for line in self._lines.split(b"\n") if is_asked(line))
            self._first, self._count = 0, self._lines.count(b"\n") + bool(self._lines)
            return
        counts = {name: getattr(batch, name) for name in STATES}
        before = sum(counts[name] for name in STATES[: STATES.index(state)]) if state else 0
        self._first, self._count = before, counts[state] if state else sum(counts.values())

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, part: slice) -> list[RowPreview]:
        return rows_of(self._lines, self._first + part.start, self._first + min(part.stop, self._count))


def _stored(document) -> bytes:
    try:
        return documents.stored(document)
    except (FileNotFoundError, documents.Tampered) as error:
        raise WrongFile("The stored file is gone, or is not what was stored. Upload the file again.") from error


def _locked(batch: ImportBatch) -> ImportBatch:
    return (
        ImportBatch.objects.select_for_update(of=("self",)).select_related("document", "partnership").get(pk=batch.pk)
    )


def _why_not(batch: ImportBatch) -> str:
    reasons = {
        ImportBatch.State.CHECKING: "The file is still being checked.",
        ImportBatch.State.WRONG: "The file has rows with errors. Correct them and upload it again.",
        ImportBatch.State.READY: "The file changes nothing.",
        ImportBatch.State.WRITING: "The file is being imported already.",
        ImportBatch.State.DONE: "The file was imported already.",
        ImportBatch.State.DROPPED: "This import was dropped. Upload the file again.",
    }
    return reasons.get(batch.state, "The file could not be read.")
