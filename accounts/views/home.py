from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.guide_pages import own_pages
from accounts.services.belonging import belongings_of, last_ended
from accounts.services.waiting import waiting_in


@require_safe
def home(request):
    """Straight into the only partnership of a person who has one; a choice for the others, and for operators."""
    belongings = belongings_of(user=request.user)
    is_operator = request.user.is_operator
    if len(belongings) == 1 and not is_operator:
        return redirect("partnership:home", belongings[0].partnership.slug)
    if is_operator and not belongings:
        return redirect("operator")
    waiting = waiting_in(belongings, user=request.user)
    with_tasks = [(one, waiting.get(one.partnership.pk)) for one in belongings]
    roles = [role.role for one in belongings for role in one.roles]
    ended = None if belongings else last_ended(user=request.user)
    context = {
        "own": [one for one in with_tasks if not one[0].partnership.is_joint_body],
        "joint": [one for one in with_tasks if one[0].partnership.is_joint_body],
        "is_operator": is_operator,
        "ended": ended,
        "help_pages": own_pages(roles, is_operator=is_operator),
    }
    return render(request, "accounts/home.html", context)


@require_safe
@login_not_required
def sign_up(request):
    """Says that accounts come by invitation, to people who look for a way to register."""
    return render(request, "accounts/sign_up.html")
