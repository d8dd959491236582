from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.roles import Permission
from core.http.requires import requires
from core.imports import WrongFile, batches, kind_named
from core.imports.previews import ASKED, STATES
from core.imports.traces import Traces
from core.jobs.progress import progress_response
from core.lists import list_page
from core.models import ImportBatch, Job
from core.records.page import Up
from partnership.forms.confirming import ConfirmForm
from partnership.import_list import BatchFilters, BatchTable
from partnership.views.imports.kinds import list_url

ROWS_A_PAGE = 100
NAMES = {"wrong": "Has errors"}


@require_safe
@requires(Permission.VIEW_RECORDS)
def history(request, slug):
    """Every file that was brought in: by whom, when, and what became of it.

    Its rows stand on its own page, with counts as they are: that is for those who keep the records.
    """
    filters = BatchFilters(request.GET, ImportBatch.objects.for_list_page())
    table = BatchTable(filters.qs, order_by="-uploaded_at")
    may_import = request.member.can(Permission.KEEP_RECORDS)
    empty = {
        "title": "No file yet",
        "text": "Choose a kind of record, and upload a file of it.",
        "href": reverse("records", args=[slug]),
        "action": "Import and export",
    }
    if not may_import:
        empty = {"title": "No file yet", "text": "The business unit has not imported any records."}
    table.lead = FOR_KEEPERS if may_import else FOR_READERS
    context = {"up": Up("Import and export", reverse("records", args=[slug]))}
    return list_page(request, table, filters, context, empty=empty)


FOR_KEEPERS = "Every file, what it changed, and from its own page the way to take it back."
FOR_READERS = "Every file that the business unit brought in, and how many records it added and changed."


@require_safe
def preview(request, slug, pk):
    """What the file would do, or did, row by row; while a job is at work on it, how far that is."""
    batch = batch_or_404(request, pk)
    context = {"batch": batch, "kind": kind_named(batch.kind), "list_url": list_url(kind_named(batch.kind), slug)}
    if batch.is_waiting:
        return render(request, "partnership/imports/waiting.html", context | _progress(request, batch))
    if batch.state == ImportBatch.State.DONE and (written := _written(request, batch)):
        return render(request, "partnership/imports/done.html", context | written)
    form = _form(batch)
    return render(request, "partnership/imports/preview.html", context | {"form": form} | _rows(request, batch))


def _written(request, batch):
    """What the import changed, from the history; nothing for one of before the history told it."""
    page = Paginator(Traces(batch), ROWS_A_PAGE).get_page(request.GET.get("page"))
    return {"page": page, "undone_by": batch.undone_by.for_list_page()} if page.object_list else None


def _rows(request, batch):
    state = request.GET.get("state", "")
    state = state if state in (*STATES, ASKED) else ""
    try:
        rows = batches.preview_rows(batch, state=state)
    except WrongFile as problem:
        return {"lost": str(problem)}
    counts = [{"state": name, "name": NAMES.get(name, ""), "count": getattr(batch, name)} for name in STATES]
    if batch.asked:
        counts.append({"state": ASKED, "name": "Asked about", "count": len(batches.preview_rows(batch, state=ASKED))})
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    return {"page": page, "state": state, "counts": counts}


def _form(batch, typed=None) -> ConfirmForm | None:
    """What is to be said of the values that are asked about, if any are."""
    if not (batch.asked and batch.may_be_confirmed):
        return None
    return ConfirmForm(typed, asks_alone=batches.asks_alone(batch))


@require_POST
def confirm(request, slug, pk):
    """Does what the preview shows; it comes back where a value is asked about and no reason is given."""
    batch = batch_or_404(request, pk)
    form = _form(batch, request.POST)
    if form and not form.is_valid():
        context = {"batch": batch, "kind": kind_named(batch.kind), "form": form}
        return render(request, "partnership/imports/preview.html", context | _rows(request, batch))
    answers = {name: form.cleaned_data[name] for name in ("because", "are_one") if form and name in form.fields}
    try:
        batch = batches.confirm(batch=batch, by=request.user, **answers)
    except (batches.NotReady, WrongFile) as reason:
        messages.info(request, str(reason))
    else:
        if batch.state == ImportBatch.State.DONE:
            messages.success(request, _done(batch))
    return redirect("imports:preview", slug, pk)


def _done(batch) -> str:
    if batch.undoes is None:
        return f"{batch.file_name} was imported: {batch.new} new, {batch.changed} changed."
    records = "1 record was" if batch.changed == 1 else f"{batch.changed} records were"
    return f"{batch.undoes.file_name} was undone: {records} changed."


@require_POST
def drop(request, slug, pk):
    batch = batch_or_404(request, pk)
    try:
        batches.drop(batch=batch)
    except batches.NotReady as reason:
        messages.info(request, str(reason))
        return redirect("imports:preview", slug, pk)
    what = f"undo of {batch.undoes.file_name}" if batch.undoes else f"import of {batch.file_name}"
    messages.info(request, f"The {what} was dropped. Nothing was changed.")
    return redirect("imports:kind", slug, batch.kind)


@require_safe
def progress(request, slug, pk):
    """Polled by the page that waits."""
    batch = batch_or_404(request, pk)
    if request.htmx and batch.job:
        return progress_response(request, **_progress(request, batch))
    return redirect("imports:preview", slug, pk)


def _progress(request, batch):
    slug, job = request.partnership.slug, batch.job
    page = reverse("imports:preview", args=[slug, batch.pk])
    return {
        "url": reverse("imports:progress", args=[slug, batch.pk]),
        "page_url": page,
        "percent": None if job.state == Job.State.QUEUED else job.percent,
        "message": job.says,
        "done": job.state == Job.State.DONE,
        "failed": job.state == Job.State.FAILED,
        "done_url": page,
        "done_text": "See the result",
    }


@requires(Permission.KEEP_RECORDS)
def batch_or_404(request, pk):
    """The batch of that key, for those who keep the records."""
    return get_object_or_404(ImportBatch.objects.for_page(), pk=pk)
