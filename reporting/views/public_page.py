from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.permissions import Permission
from core import forms
from core.versions import last_change
from reporting import profiles
from reporting.forms import PublicPageForm
from reporting.models import PublishedProfile
from reporting.services import profiles as services
from reporting.views.fetch import crumbs


def public_page(request, slug):
    """What the public reads about the partnership: write it, see how it will look, publish it."""
    request.member.check(Permission.PUBLISH_REPORT)
    current = services.current()
    about = profiles.read(current.snapshot)["about"] if current else ""
    form = forms.opened(PublicPageForm, request, initial={"about": about})
    if form.is_valid() and "publish" in request.POST:
        try:
            services.publish(partnership=request.partnership, by=request.user, **form.cleaned_data)
        except services.NothingToPublish as reason:
            messages.info(request, str(reason))
        else:
            messages.success(request, "The public page is published.")
        return redirect("reporting:public_page", slug)
    typed = form["about"].value() or ""
    by, at = last_change(current) if current else (None, None)
    context = {
        "form": form,
        "current": current,
        "by": by,
        "at": at,
        "has_changed": bool(current) and services.has_changed(request.partnership, current),
        "profile": profiles.shown(services.draft(request.partnership, typed)),
        "versions": PublishedProfile.objects.defer("snapshot"),
        "crumbs": crumbs(request.partnership),
    }
    return render(request, "reporting/public_page.html", context)


def withdraw(request, slug):
    """Ask once more, then take the page from the public."""
    request.member.check(Permission.PUBLISH_REPORT)
    if request.method == "POST":
        services.withdraw(partnership=request.partnership, by=request.user)
        messages.success(request, "The page is withdrawn. Published reports stay public.")
        return redirect("reporting:public_page", slug)
    back = reverse("reporting:public_page", args=[slug])
    context = {
        "heading": "Withdraw the public page?",
        "text": "The public no longer reads who the partnership is and how it is built. Published reports stay public.",
        "action": "Withdraw",
        "back": back,
        "crumbs": crumbs(request.partnership, ("Public page", back)),
    }
    return render(request, "reporting/confirm.html", context)
