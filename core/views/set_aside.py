"""What was set aside of what is late or has no day: the list, setting one more aside, and taking one up again.

Whoever has the duty may set it aside for all who have it. So what the home page asks of a member says what they may.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from core import forms
from core.dashboard import setting_aside
from core.dashboard.overview import duties


class SetAsideForm(forms.Form):
    reason = forms.TextField(
        label="Why is it not done?",
        help_text="Others who have to do it read this. For example, the agency closed before it paid.",
        rows=4,
        max_length=1000,
        error_messages={"required": "Enter why it is not done"},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def set_aside_list(request: HttpRequest, slug: str) -> HttpResponse:
    """What was set aside of that which the member would have to do, the longest late first; a button takes one up.

    Those who run the partnership read below what others have set aside lately.
    """
    every = duties(request.partnership, request.member, timezone.localdate())
    found = every.aside
    if request.method == "POST":
        one = next((one for one in found if one.duty.key == request.POST.get("duty")), None)
        if one and setting_aside.take_up(key=one.duty.key, by=request.user):
            messages.success(request, f"Taken up again: {one.duty.title}.")
        else:
            messages.info(request, "That is not set aside any more.")
        return redirect("set_aside", slug)
    return render(request, "core/set_aside.html", {"found": found, "others": every.others})


@require_http_methods(["GET", "HEAD", "POST"])
def set_aside_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Asks why one of the member's duties is not done, late or without a day, then sets it aside."""
    found = duties(request.partnership, request.member, timezone.localdate())
    key = request.GET.get("duty", "")
    due = next((due for due in found.late + found.next if due.may_be_set_aside and due.duty.key == key), None)
    if due is None:
        messages.info(request, "That cannot be set aside: it is done, it has changed, or somebody has set it aside.")
        return redirect("set_aside", slug)
    form = forms.opened(SetAsideForm, request)
    if form.is_valid():
        setting_aside.set_aside(
            partnership=request.partnership, duty=due.duty, reason=form.cleaned_data["reason"], by=request.user
        )
        messages.success(request, f"Set aside: {due.duty.title}.")
        return redirect("partnership:home", slug)
    context = {"form": form, "due": due, "back": reverse("partnership:home", args=[slug])}
    return render(request, "core/set_aside_add.html", context)
