"""What the foot of a member's page leads to."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.roles import Permission
from core import forms, records
from core.http.requires import requires
from core.http.step_up import lately_confirmed
from core.records.page import Up
from core.settings import value_of
from reporting.forms import StatementForm
from reporting.models import AccessibilityStatement
from reporting.public_face import about_privacy, about_statement
from reporting.services import statements


@require_safe
def contact(request, slug):
    context = {
        "contact": value_of(request.partnership, "contact").strip(),
        "may_change": request.member.can(Permission.CHANGE_SETTINGS),
    }
    return render(request, "reporting/about/contact.html", context)


@require_safe
def accessibility(request, slug):
    reviews = list(AccessibilityStatement.objects.latest_first())
    context = about_statement(request.partnership) | {
        "reviews": reviews[1:],
        "may_change": request.member.can(Permission.CHANGE_SETTINGS),
    }
    return render(request, "reporting/about/accessibility.html", context)


@lately_confirmed
@requires(Permission.CHANGE_SETTINGS)
def review(request, slug):
    """Say what a review of the pages found."""
    last = AccessibilityStatement.objects.latest_first().first()
    return records.add(
        request,
        forms.opened(StatementForm, request, initial=_as_before(last)),
        heading="Review the accessibility statement",
        up=Up("Accessibility statement", reverse("about:accessibility", args=[slug])),
        save=lambda form, by: statements.review(partnership=request.partnership, by=by, **form.values),
        says="The statement is published.",
        action="Save and publish",
    )


def _as_before(last) -> dict:
    """What is seldom another at the next review."""
    if last is None:
        return {}
    return {"tested_how": last.tested_how, "problems": last.problems, "alternatives": last.alternatives}


@require_safe
def privacy(request, slug):
    context = about_privacy(request.partnership) | {"may_change": request.member.can(Permission.CHANGE_SETTINGS)}
    return render(request, "reporting/about/privacy.html", context)
