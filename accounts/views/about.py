"""What the foot of a page leads to where the page is no partnership's: contact, accessibility, privacy, cookies."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.services.belonging import belongings_of
from core.about import cookies, shipped_statement
from core.seals.retention import months_kept
from core.settings import value_of


@require_safe
@login_not_required
def contact(request):
    """Whom to ask: the person's own partnerships; for everybody else how to find theirs."""
    belongings = belongings_of(user=request.user) if request.user.is_authenticated else []
    reached = [(one.name, value_of(one.partnership, "contact").strip()) for one in belongings]
    return render(request, "accounts/contact.html", {"reached": reached})


@require_safe
@login_not_required
def accessibility(request):
    return render(request, "accounts/accessibility.html", {"shipped": shipped_statement()})


@require_safe
@login_not_required
def privacy(request):
    return render(request, "accounts/privacy.html", {"sign_ins_kept": months_kept("accounts_signin")})


@require_safe
@login_not_required
def cookies_set(request):
    return render(request, "accounts/cookies.html", {"cookies": cookies()})
