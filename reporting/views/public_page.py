from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.permissions import Permission
from core import forms
from core.history.revisions import last_change
from core.http.requires import requires
from core.http.step_up import lately_confirmed
from core.reports.markdown import unprinted
from reporting import profiles
from reporting.forms import PublicPageForm
from reporting.models import PublishedEdition, PublishedProfile
from reporting.services import profiles as services
from reporting.views.fetch import crumbs


@requires(Permission.PUBLISH_REPORT)
@lately_confirmed
def public_page(request, slug):
    """What the public reads about the partnership: write it, see how it will look, publish it."""
    current = services.current()
    about = _about(current)
    seen = current.number if current else 0
    form = forms.opened(PublicPageForm, request, initial={"about": about, "seen": seen})
    is_stale = False
    if form.is_valid() and "publish" in request.POST:
        try:
            services.publish(partnership=request.partnership, by=request.user, **form.cleaned_data)
        except services.NothingToPublish as reason:
            messages.info(request, str(reason))
            return redirect("reporting:public_page", slug)
        except services.Stale as found:
            is_stale = True
            current, about = found.current, _about(found.current)
            _stands_on(form, current)
        else:
            messages.success(request, "The public page is published.")
            return redirect("reporting:public_page", slug)
    typed = form["about"].value() or ""
    by, at = last_change(current) if current else (None, None)
    context = {
        "form": form,
        "current": current,
        "theirs": about if is_stale else "",
        "is_stale": is_stale,
        "by": by,
        "at": at,
        "has_changed": bool(current) and services.has_changed(request.partnership, current),
        "unprinted": unprinted(typed, in_report=False),
        "profile": profiles.shown(services.draft(request.partnership, typed)),
        "reports": PublishedEdition.objects.to_read().for_list(),
        "versions": PublishedProfile.objects.defer("snapshot"),
        "crumbs": crumbs(request.partnership),
    }
    return render(request, "reporting/public_page.html", context)


def _about(published) -> str:
    return profiles.read(published.snapshot)["about"] if published else ""


def _stands_on(form, published) -> None:
    """The form now stands on what is public; sending it again is then meant."""
    form.data = form.data.copy()
    form.data["seen"] = published.number if published else 0
    form.add_error(None, "What is public has changed since you opened this. Compare, then publish again.")


@requires(Permission.PUBLISH_REPORT)
@lately_confirmed
def withdraw(request, slug):
    """Ask once more, then take the page from the public."""
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
