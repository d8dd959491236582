from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.roles import Permission
from core.jobs.progress import progress_response
from core.models import Job


@require_safe
def job_progress(request, slug, pk):
    """How far a long task is, for the person who asked for it and those who keep the records; polled by itself."""
    job = get_object_or_404(Job.objects.select_related("asked_by"), pk=pk)
    request.member.check_own(job.asked_by_id, otherwise=Permission.KEEP_RECORDS)
    state = {
        "url": request.path,
        "page_url": request.path,
        "percent": job.percent if job.state != Job.State.QUEUED else None,
        "message": job.says,
        "done": job.state == Job.State.DONE,
        "failed": job.state == Job.State.FAILED,
    }
    if request.htmx:
        return progress_response(request, **state)
    return render(request, "partnership/job.html", {"job": job, **state})
