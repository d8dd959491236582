"""What the foot of a member's page leads to."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.roles import Permission
from core.settings import value_of
from reporting.public_face import about_privacy, about_statement


@require_safe
def contact(request, slug):
    context = {
        "contact": value_of(request.partnership, "contact").strip(),
        "may_change": request.member.can(Permission.CHANGE_SETTINGS),
    }
    return render(request, "reporting/about/contact.html", context)


@require_safe
def accessibility(request, slug):
    return render(request, "reporting/about/accessibility.html", about_statement(request.partnership))


@require_safe
def privacy(request, slug):
    context = about_privacy(request.partnership) | {"may_change": request.member.can(Permission.CHANGE_SETTINGS)}
    return render(request, "reporting/about/privacy.html", context)
