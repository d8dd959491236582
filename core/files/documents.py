"""Files that the portal keeps: written under their id, checked against their hash when they are read."""

import hashlib
from collections.abc import Iterable

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Sum

from core.db import quotas
from core.models import Document


class Tampered(Exception):
    """A stored file is not what was stored."""


class StillWaiting(Exception):
    """Nobody has looked yet whether a stored file is clean."""


class Harmful(Exception):
    """A virus scanner has refused a stored file; the text is what it said."""


def keep(
    *, partnership, name: str, content: bytes, content_type: str, by, needs: str = "", scan=Document.Scan.MADE
) -> Document:
    """Store a file and return its row; `needs` is the permission that reading it takes. What people upload is kept by
    `core.files.scanning`.

    If the transaction rolls back, the bytes stay behind and nothing names them.
    """
    document = Document(
        partnership=partnership,
        name=name,
        content_type=content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        created_by=by,
        needs=needs,
        scan=scan,
    )
    default_storage.save(document.path, ContentFile(content))
    document.save(force_insert=True)
    return document


def check_room(partnership, size: int) -> None:
    """Raises `Spent` where so many bytes more are more than the partnership's files may fill."""
    held = Document.objects.filter(partnership=partnership).aggregate(sum=Sum("size", default=0))["sum"]
    quotas.check_held("megabytes", (held + size) // 2**20)


def let_read(documents: Iterable[Document], needs: str) -> None:
    """From now on, reading these files takes another permission, because what they are of has moved on."""
    Document.objects.filter(pk__in=[document.pk for document in documents]).update(needs=needs)


def rename(document: Document, name: str) -> None:
    """From now on, whoever downloads the file gets it under another name."""
    Document.objects.filter(pk=document.pk).update(name=name)


def read(document: Document) -> bytes:
    """The file's bytes, to be handed out. Raises `StillWaiting` or `Harmful` where they are not, and `Tampered` where
    they are not the ones that were kept."""
    if document.is_waiting:
        raise StillWaiting
    if document.is_refused:
        raise Harmful(document.scan_says)
    return stored(document)


def stored(document: Document) -> bytes:
    """The bytes for the portal's own eyes. Raises `Tampered`."""
    return read_stored(document.path, document.sha256)


def read_stored(path: str, sha256: str) -> bytes:
    """What is stored under a path; raises `Tampered` where it is not what has that hash."""
    with default_storage.open(path) as file:
        content = file.read()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Tampered(f"What is stored under {path} has changed.")
    return content
