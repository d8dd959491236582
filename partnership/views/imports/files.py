from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.roles import Permission
from core.files.downloads import attachment
from core.http import access_log
from core.http.requires import requires
from core.imports import exports
from core.jobs.progress import progress_response
from core.models import AccessEntry, Export, Job
from core.submissions import idempotency
from partnership.views.imports.kinds import kind_or_404


@require_safe
@requires(Permission.VIEW_RECORDS)
def template(request, slug, kind, form):
    """An empty file with the right columns."""
    kind = kind_or_404(kind)
    return _file(exports.template(kind, form), f"{kind.code}-template.{form}", form)


@require_http_methods(["GET", "HEAD", "POST"])
def export(request, slug, kind, form):
    """All records of one kind as a file; of very many, a job makes it."""
    kind = kind_or_404(kind)
    asked = "asked for as a large file" if request.method == "POST" else "all records"
    entry = access_log.record(request, AccessEntry.Action.EXPORT, f"{kind.name} ({form}), {asked}")
    request.member.check(Permission.VIEW_RECORDS)
    is_raw = request.member.can(Permission.KEEP_RECORDS)
    if request.method == "POST":
        request.member.check(Permission.KEEP_RECORDS)
        return redirect(idempotency.once(request, lambda: _asked(request, kind, form, is_raw)))
    entry.rows = kind.model.objects.count()
    if entry.rows > exports.LARGE:
        entry.is_void = True
        messages.info(request, f"There are more than {exports.LARGE:,} records. Choose “Prepare an export” below.")
        return redirect("imports:kind", slug, kind.code)
    content = exports.export(request.partnership, kind, form, is_raw=is_raw)
    return _file(content, exports.file_name(request.partnership, kind, form), form)


def _asked(request, kind, form, is_raw) -> str:
    wanted = exports.ask(partnership=request.partnership, kind=kind, form=form, is_raw=is_raw, by=request.user)
    return reverse("imports:export_progress", args=[request.partnership.slug, wanted.pk])


@require_safe
def export_progress(request, slug, pk):
    """How far a large export is, and then where it can be fetched; for the person who asked for it."""
    wanted = get_object_or_404(Export.objects.select_related("job", "document"), pk=pk)
    request.member.check_own(wanted.asked_by_id, otherwise=Permission.KEEP_RECORDS)
    job = wanted.job
    state = {
        "url": request.path,
        "page_url": request.path,
        "percent": None if job.state == Job.State.QUEUED else job.percent,
        "message": "The file is ready." if wanted.document else job.says,
        "done": job.state == Job.State.DONE,
        "failed": job.state == Job.State.FAILED,
    }
    if request.htmx:
        return progress_response(request, **state)
    context = {"wanted": wanted, "kind": kind_or_404(wanted.kind), **state}
    return render(request, "partnership/imports/export.html", context)


def _file(content, name, form):
    return attachment(content, name=name, content_type=exports.TYPES[form])
