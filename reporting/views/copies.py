"""Ticking off the copies of a published report that went to whom the guidance sends them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import Permission
from core import forms
from core.formatting import sentences
from core.http.requires import requires
from reporting.copies import Copy, copies_of
from reporting.forms import SentForm
from reporting.models import PublishedEdition, SentCopy
from reporting.services import copies as services
from reporting.views.fetch import crumbs, edition_crumb, report_crumb, report_of


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_REPORT)
def sent(request, slug, year, number):
    """What went to whom, and a form for what went since; nothing where the guidance sends copies to nobody."""
    report, published = report_of(year), _published(year, number)
    asked = copies_of(report, published)
    form = forms.opened(SentForm, request, copies=asked, published_on=published.published_on)
    if form.is_valid():
        codes, told = form.cleaned_data["went"], {name: form.cleaned_data[name] for name in ("sent_on", "proof")}
        services.note_sent(published=published, codes=codes, by=request.user, **told)
        messages.success(request, f"Noted: a copy went to {_named(asked, codes)}.")
        return redirect("reporting:copies", slug, year, number)
    context = {
        "report": report,
        "published": published,
        "gone": [copy for copy in asked if copy.sent],
        "waiting": [copy for copy in asked if not copy.sent],
        "form": form,
        "back": reverse("reporting:edition", args=[slug, year, number]),
        "crumbs": crumbs(request.partnership, report_crumb(report), edition_crumb(report, number)),
    }
    return render(request, "reporting/copies.html", context)


@require_POST
@requires(Permission.EDIT_REPORT)
def take_back(request, slug, year, number, pk):
    """A copy was noted by mistake."""
    sent = get_object_or_404(SentCopy, pk=pk, published__year=year, published__number=number)
    if services.take_back(sent=sent, by=request.user):
        messages.success(request, "Taken back. The copy waits to be sent again.")
    return redirect("reporting:copies", slug, year, number)


def _published(year: str, number: int) -> PublishedEdition:
    return get_object_or_404(PublishedEdition.objects.for_list(), year=year, number=number, taken_down_on=None)


def _named(asked: list[Copy], codes: list[str]) -> str:
    return sentences.listed([copy.recipient for copy in asked if copy.code in codes])
