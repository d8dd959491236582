"""Files that people upload are looked through for viruses before anybody gets them.

They are taken at once and wait; a worker asks the scanner and writes down what it says. While the scanner is down the
message stays open and is sent again, and nobody can read the file. Without a scanner (`CLAMD`) they are handed out
unchecked; once there is one, they wait for it too.
"""

import logging

from django.conf import settings

from core.db.tenancy import partnership_scope
from core.files import clamd, documents
from core.jobs import alone, outbox
from core.models import Document, Outbox, Partnership

log = logging.getLogger(__name__)
TASK = "core.scan_file"
Scan = Document.Scan


def keep_uploaded(*, by, **file) -> Document:
    """Store a file that somebody brought, as `documents.keep` does, and have a worker look through it."""
    document = documents.keep(by=by, scan=Scan.WAITING if settings.CLAMD else Scan.UNCHECKED, **file)
    if settings.CLAMD:
        _ask(document, by)
    return document


def ask_about_unchecked() -> None:
    """In the running scope: look through what came while there was no scanner, now that there is one."""
    for document in Document.objects.filter(scan=Scan.UNCHECKED) if settings.CLAMD else ():
        Document.objects.filter(pk=document.pk).update(scan=Scan.WAITING)
        _ask(document, None)


def _ask(document: Document, by) -> None:
    outbox.write(task=TASK, partnership=document.partnership, by=by, key=document.pk)


def scan(*, key, partnership_id, user_id) -> None:
    """Look through one file: called by a worker, any number of times. Nothing is locked while the scanner is asked."""
    partnership = Partnership.objects.get(pk=partnership_id)
    with alone(key) as is_alone:
        if not is_alone:
            return
        with partnership_scope(partnership):
            document = Document.objects.get(pk=key)
            if not Outbox.objects.filter(pk=key, done_at=None).exists():
                return
        try:
            state, says = _looked_through(document)
        except clamd.Unavailable as reason:
            log.warning("File %s waits: %s", key, reason)
            return
        with partnership_scope(partnership):
            if outbox.close(key):
                Document.objects.filter(pk=key).update(scan=state, scan_says=says[:200])


def _looked_through(document: Document) -> tuple[str, str]:
    try:
        harm = clamd.found_in(documents.stored(document), address=settings.CLAMD)
    except (FileNotFoundError, documents.Tampered):
        return Scan.REFUSED, "it is not what was stored"
    return (Scan.REFUSED, harm) if harm else (Scan.CLEAN, "")
