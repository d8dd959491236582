"""Imports that wait to be confirmed, as open work of whoever brought the file."""

from django.urls import reverse

from accounts.offboarding import OpenWork, open_work
from accounts.permissions import Permission
from core.models import ImportBatch


@open_work("Imports to confirm or discard", 30)
def imports_to_confirm(partnership, users):
    """Never handed over: who brought a file is a fact. Anybody who keeps the records confirms or drops it."""
    for batch in ImportBatch.objects.to_confirm().filter(uploaded_by__in=users):
        yield OpenWork(
            user_id=batch.uploaded_by_id,
            title=f"Import of {batch.file_name}",
            url=reverse("imports:preview", args=[partnership.slug, batch.pk]),
            needs=(Permission.KEEP_RECORDS,),
            instead="Confirm or discard it first.",
        )
