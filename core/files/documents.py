"""Files that the portal keeps: written under their id, checked against their hash when they are read."""

import hashlib
from collections.abc import Iterable

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from core.models import Document


class Tampered(Exception):
    """A stored file is not what was stored."""


def keep(*, partnership, name: str, content: bytes, content_type: str, by, needs: str = "") -> Document:
    """Store a file and return its row; `needs` is the permission that reading it takes.

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
    )
    default_storage.save(document.path, ContentFile(content))
    document.save(force_insert=True)
    return document


def let_read(documents: Iterable[Document], needs: str) -> None:
    """From now on, reading these files takes another permission, because what they are of has moved on."""
    Document.objects.filter(pk__in=[document.pk for document in documents]).update(needs=needs)


def rename(document: Document, name: str) -> None:
    """From now on, whoever downloads the file gets it under another name."""
    Document.objects.filter(pk=document.pk).update(name=name)


def read(document: Document) -> bytes:
    """The file's bytes; raises `Tampered` where they are not the ones that were kept."""
    return read_stored(document.path, document.sha256)


def read_stored(path: str, sha256: str) -> bytes:
    """What is stored under a path; raises `Tampered` where it is not what has that hash."""
    with default_storage.open(path) as file:
        content = file.read()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Tampered(f"What is stored under {path} has changed.")
    return content
