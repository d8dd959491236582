from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from core.forms import opened
from core.imports import WrongFile
from core.imports.undoing import NothingToUndo, undo, undoing
from core.models import ImportBatch
from core.submissions import idempotency
from partnership.forms.undoing import UndoForm
from partnership.views.imports.batches import batch_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def undo_import(request, slug, pk):
    """What taking an import back would do, the decisions that it needs, and then its preview."""
    batch = batch_or_404(request, pk)
    if batch.state != ImportBatch.State.DONE:
        messages.info(request, "This import was not carried out, so there is nothing to undo.")
        return redirect("imports:preview", slug, pk)
    found = undoing(batch)
    form = opened(UndoForm, request, undoing=found, initial={"last_day": timezone.localdate()})
    if form.is_valid():
        last_day = form.cleaned_data.get("last_day") or timezone.localdate()
        try:
            page = idempotency.once(request, lambda: _prepared(batch, form, last_day, request.user))
        except (NothingToUndo, WrongFile) as reason:
            form.add_error(None, str(reason))
        else:
            messages.info(request, "The undo is prepared. Look at what it would do, then carry it out.")
            return redirect(page)
    context = {"batch": batch, "found": found, "form": form}
    return render(request, "partnership/imports/undo.html", context)


def _prepared(batch, form, last_day, by) -> str:
    prepared = undo(batch=batch, by=by, also=form.wanted, last_day=last_day)
    return reverse("imports:preview", args=[batch.partnership.slug, prepared.pk])
