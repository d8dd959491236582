"""The guide. Anybody may read it: whoever cannot sign in needs it most."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.guide_pages import own_pages
from accounts.services.belonging import belongings_of
from core.guide import answers, guide_contents, guide_pages


@require_safe
@login_not_required
def help_contents(request):
    """What somebody looks for, or every page: first those of their own roles."""
    asked = " ".join(request.GET.get("q", "").split())
    context = {
        "q": asked,
        "answers": answers(asked),
        "groups": guide_contents(),
        "own": _own(request.user),
    }
    return render(request, "accounts/help.html", context)


@require_safe
@login_not_required
def help_page(request, name):
    page = guide_pages().get(name)
    if page is None:
        raise Http404("The guide has no such page.")
    return render(request, "accounts/help_page.html", {"page": page})


def _own(user):
    if not user.is_authenticated:
        return []
    roles = [role.role for belonging in belongings_of(user=user) for role in belonging.roles]
    return own_pages(roles, is_operator=user.is_operator)
