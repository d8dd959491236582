from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.services.belonging import belongings_of, last_ended


@require_safe
def home(request):
    """Straight into the only partnership of a person who has one; a choice for the others, and for operators."""
    belongings = belongings_of(user=request.user)
    is_operator = request.user.is_operator
    if len(belongings) == 1 and not is_operator:
        return redirect("partnership:home", belongings[0].partnership.slug)
    if is_operator and not belongings:
        return redirect("operator")
    own = [one for one in belongings if not one.partnership.is_joint_body]
    joint = [one for one in belongings if one.partnership.is_joint_body]
    ended = None if belongings else last_ended(user=request.user)
    context = {"own": own, "joint": joint, "is_operator": is_operator, "ended": ended}
    return render(request, "accounts/home.html", context)


@require_safe
@login_not_required
def sign_up(request):
    """Says that accounts come by invitation, to people who look for a way to register."""
    return render(request, "accounts/sign_up.html")
