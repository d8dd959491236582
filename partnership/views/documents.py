import logging

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.roles import Permission
from core.files import documents
from core.files.downloads import attachment
from core.http import access_log
from core.models import AccessEntry, Document

log = logging.getLogger(__name__)
NOT_YET = 409


@require_safe
def download(request, slug, pk):
    """The only way to a stored file: always as an attachment, never kept by a browser, and only as it was stored."""
    document = get_object_or_404(Document, pk=pk)
    if document.needs:
        request.member.check(Permission(document.needs))
    else:
        # A file for one person: an export, or what somebody brought to import.
        access_log.record(request, AccessEntry.Action.DOWNLOAD, f"The file {document.name}")
        request.member.check_own(document.created_by_id, otherwise=Permission.KEEP_RECORDS)
    if document.is_waiting:
        return render(request, "partnership/file_waits.html", {"document": document}, status=NOT_YET)
    return attachment(_content(document), name=document.name, content_type=document.content_type)


def _content(document) -> bytes:
    try:
        return documents.read(document)
    except documents.Harmful as harm:
        raise PermissionDenied(f"This file is not handed out. The virus check says: {harm}.") from harm
    except FileNotFoundError as error:
        raise Http404("The file is not there.") from error
    except documents.Tampered as error:
        log.error("Document %s is not what was stored.", document.pk)
        raise PermissionDenied("This file is not the one that was stored, so it is not handed out.") from error
