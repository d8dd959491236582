from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.roles import Permission
from core.imports import WrongFile, batches, kind_named
from core.imports.previews import STATES
from core.models import ImportBatch, Job
from core.progress import progress_response
from partnership.views.imports.kinds import list_url

ROWS_A_PAGE = 100
BATCHES_A_PAGE = 50


@require_safe
def history(request, slug):
    """Every file that was brought in: by whom, when, and what became of it."""
    request.member.check(Permission.KEEP_RECORDS)
    found = Paginator(ImportBatch.objects.for_list_page(), BATCHES_A_PAGE)
    return render(request, "partnership/imports/history.html", {"page": found.get_page(request.GET.get("page"))})


@require_safe
def preview(request, slug, pk):
    """What the file would do, or did, row by row; while a job is at work on it, how far that is."""
    batch = _batch(request, pk)
    context = {"batch": batch, "kind": kind_named(batch.kind), "list_url": list_url(kind_named(batch.kind), slug)}
    if batch.is_waiting:
        return render(request, "partnership/imports/waiting.html", context | _progress(request, batch))
    return render(request, "partnership/imports/preview.html", context | _rows(request, batch))


def _rows(request, batch):
    state = request.GET.get("state", "")
    state = state if state in STATES else ""
    try:
        rows = batches.preview_rows(batch, state=state)
    except WrongFile as problem:
        return {"lost": str(problem)}
    counts = [{"state": name, "count": getattr(batch, name)} for name in STATES]
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    return {"page": page, "state": state, "counts": counts}


@require_POST
def confirm(request, slug, pk):
    batch = _batch(request, pk)
    try:
        batch = batches.confirm(batch=batch, by=request.user)
    except (batches.NotReady, WrongFile) as reason:
        messages.info(request, str(reason))
    else:
        if batch.state == ImportBatch.State.DONE:
            messages.success(request, f"{batch.file_name} was imported: {batch.new} new, {batch.changed} changed.")
    return redirect("imports:preview", slug, pk)


@require_POST
def drop(request, slug, pk):
    batch = _batch(request, pk)
    try:
        batches.drop(batch=batch)
    except batches.NotReady as reason:
        messages.info(request, str(reason))
        return redirect("imports:preview", slug, pk)
    messages.info(request, f"The import of {batch.file_name} was dropped. Nothing was changed.")
    return redirect("imports:kind", slug, batch.kind)


@require_safe
def progress(request, slug, pk):
    """Polled by the page that waits."""
    batch = _batch(request, pk)
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


def _batch(request, pk):
    request.member.check(Permission.KEEP_RECORDS)
    return get_object_or_404(ImportBatch.objects.for_page(), pk=pk)
