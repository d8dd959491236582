from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.services import partnerships_of


@require_safe
def home(request):
    """Straight into the only partnership of a person who has one; a choice for the others."""
    partnerships = partnerships_of(user=request.user)
    if len(partnerships) == 1:
        return redirect("partnership:home", partnerships[0].slug)
    own = [partnership for partnership in partnerships if not partnership.is_joint_body]
    joint = [partnership for partnership in partnerships if partnership.is_joint_body]
    return render(request, "accounts/home.html", {"own": own, "joint": joint})


@require_safe
@login_not_required
def sign_up(request):
    """Says that accounts come by invitation, to people who look for a way to register."""
    return render(request, "accounts/sign_up.html")


@require_safe
@login_not_required
def forgotten_password(request):
    """Says whom to ask for a new password."""
    return render(request, "accounts/forgotten_password.html")
