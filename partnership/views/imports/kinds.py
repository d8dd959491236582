from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.roles import Permission
from core.db.quotas import Spent
from core.http.requires import requires
from core.imports import UnknownKind, WrongFile, batches, exports, kind_named, kinds
from core.imports.counting import counts
from core.models import ImportBatch
from core.submissions import idempotency
from partnership.forms.uploads import UploadForm

RECENT = 5


@require_safe
@requires(Permission.VIEW_RECORDS)
def records(request, slug):
    """Every kind of records, how many there are, and the way in and out."""
    counted = counts()
    context = {"kinds": [_told(kind, counted[kind.code], slug) for kind in kinds()]}
    return render(request, "partnership/imports/records.html", context)


def _told(kind, count: int, slug) -> dict:
    return {"kind": kind, "count": count, "noun": kind.noun(count), "list_url": list_url(kind, slug)}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(GET=Permission.VIEW_RECORDS, POST=Permission.KEEP_RECORDS)
def kind_page(request, slug, kind):
    """What a file of one kind looks like, and the form to upload one; a wrong file comes back with the reason."""
    kind = kind_or_404(kind)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        try:
            return redirect(_received(request, kind, form))
        except WrongFile as problem:
            form.add_error("file", str(problem))
        except Spent as spent:
            form.add_error("file", spent)
    return render(request, "partnership/imports/kind.html", _context(request, kind, form))


def _received(request, kind, form) -> str:
    """The page of what the file would do; the same one where the button was pressed twice."""
    file = form.cleaned_data["file"]
    content = file.read()

    def receive() -> str:
        batch = batches.receive(
            partnership=request.partnership, kind=kind, name=file.name, content=content, by=request.user
        )
        return reverse("imports:preview", args=[request.partnership.slug, batch.pk])

    return idempotency.once(request, receive, of=file.name.encode() + content)


def _context(request, kind, form):
    may_import = request.member.can(Permission.KEEP_RECORDS)
    count = kind.model.objects.count()
    return {
        "kind": kind,
        "counted": kind.counted(count),
        "is_large": count > exports.LARGE,
        "guide": exports.guide(kind),
        "list_url": list_url(kind, request.partnership.slug),
        "may_import": may_import,
        "form": form if may_import else None,
        "recent": ImportBatch.objects.of_kind(kind.code).for_list_page()[:RECENT] if may_import else [],
    }


def kind_or_404(code):
    try:
        return kind_named(code)
    except UnknownKind as error:
        raise Http404(str(error)) from error


def list_url(kind, slug):
    """The page that shows the records of the kind, where there is one."""
    try:
        return reverse(kind.list_url, args=[slug]) if kind.list_url else ""
    except NoReverseMatch:
        return ""
