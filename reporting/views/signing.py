"""From a compiled edition to a signed one: it is offered, and those who are asked sign or decline. Or it is dropped."""

from functools import partial

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission
from core import forms
from core.formatting import sentences
from core.http.requires import requires
from core.http.step_up import lately_confirmed
from reporting.forms import DeclineForm, DropForm, OfferForm
from reporting.models import Edition
from reporting.services import setting_aside, signing
from reporting.services.editions import unexplained
from reporting.signatories import needed, people_for, signs_for
from reporting.since_compiled import since_compiled
from reporting.views.fetch import act, confirm, crumbs, edition_crumb, edition_of, is_done, report_crumb, to_edition


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_REPORT)
def offer(request, slug, year, number):
    """Say who is asked to sign and until when, then ask them."""
    found = edition_of(year, number)
    form = forms.opened(OfferForm, request)
    if form.is_valid():
        action = partial(signing.offer, by=request.user, sign_by=form.cleaned_data["sign_by"])
        return act(request, found, action, "Offered for signing. We have emailed everybody who is asked.")
    signatures = needed(found.report)
    if request.method != "POST" and (why := signing.why_not_offered(found, signatures)):
        messages.info(request, why)
        return to_edition(found)
    told = {
        "people": people_for(signatures),
        "since": since_compiled(found, request.member),
        "warnings": unexplained(found.report),
    }
    return _form(request, found, form, f"Offer edition {number} for signing", "Offer it", **told)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SIGN_REPORT)
@lately_confirmed
def sign(request, slug, year, number):
    """Ask once more, with what is still unexplained; then sign as what one is."""
    found = edition_of(year, number)
    if request.method == "POST":
        return act(request, found, partial(signing.sign, member=request.member), "Signed {0.capacity}.")
    signature = signs_for(request.member, found)
    if signature is None:
        messages.info(request, signing.why_nothing_to_sign(found, request.member))
        return to_edition(found)
    text = (
        "A signature stays with the edition. It counts for nothing only if the edition is dropped, or the report is "
        "compiled again."
    )
    if declined := signature.declined:
        day = sentences.day(timezone.localdate(declined.declined_at))
        text = f"{declined.declined_by} declined on {day}: “{declined.reason}” {text}"
    return confirm(
        request,
        found.report,
        heading=f"Sign edition {number} {signature.capacity}?",
        text=text,
        action="Sign",
        since=since_compiled(found, request.member),
        warnings=unexplained(found.report),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SIGN_REPORT)
@lately_confirmed
def decline(request, slug, year, number):
    """Say why one does not sign. Where nobody asks any more, the reason stays on the page."""
    found = edition_of(year, number)
    signature = signs_for(request.member, found)
    if signature is None and request.method != "POST":
        messages.info(request, signing.why_nothing_to_sign(found, request.member))
        return to_edition(found)
    form = forms.opened(DeclineForm, request)
    action = partial(signing.decline, edition=found, member=request.member)
    if form.is_valid() and is_done(form, partial(action, **form.cleaned_data)):
        messages.success(request, "You have declined. We have emailed the business unit, who can read why here.")
        return to_edition(found)
    capacity = f" {signature.capacity}" if signature else ""
    return _form(request, found, form, f"Decline to sign edition {number}{capacity}", "Decline")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_REPORT)
def drop(request, slug, year, number):
    """Put an edition away that nobody wants, with the reason, which stays on the page where that cannot be."""
    found = edition_of(year, number)
    if request.method != "POST" and found.state not in (Edition.State.COMPILED, Edition.State.OFFERED):
        messages.info(request, f"This edition is {found.get_state_display().lower()}, so it cannot be dropped.")
        return to_edition(found)
    form = forms.opened(DropForm, request)
    action = partial(setting_aside.drop, edition=found, by=request.user)
    if form.is_valid() and is_done(form, partial(action, **form.cleaned_data)):
        messages.success(request, "Dropped. The edition stays on record, and nobody signs it.")
        return to_edition(found)
    return _form(request, found, form, f"Drop edition {number}", "Drop it", is_dropping=True)


def _form(request, found: Edition, form, heading: str, action: str, **more):
    report = found.report
    context = {
        "form": form,
        "heading": heading,
        "action": action,
        "report": report,
        "found": found,
        "back": reverse("reporting:edition", args=[report.partnership.slug, report.year, found.number]),
        "crumbs": crumbs(report.partnership, report_crumb(report), edition_crumb(report, found.number)),
        **more,
    }
    return render(request, "reporting/signing.html", context)
