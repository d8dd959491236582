from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from core.http.own_rows import writes_own
from core.lists import saved_views
from core.models import SavedView
from partnership.forms.saved_views import SavedViewForm


@writes_own
@require_http_methods(["GET", "HEAD", "POST"])
def view_list(request, slug):
    """The person's saved views of every list; a list posts here what is to be kept, this page what is to go."""
    if request.method != "POST":
        return _page(request)
    if "remove" in request.POST:
        return _removed(request)
    form = SavedViewForm(request.POST)
    if form.is_valid():
        try:
            view = saved_views.save(partnership=request.partnership, by=request.user, **form.cleaned_data)
        except saved_views.NotAList as error:
            raise Http404(str(error)) from error
        except saved_views.TooMany as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, f"“{view.name}” is saved. It stands above this list from now on.")
            return redirect(view.address)
    return _page(request, form)


def _page(request, form=None):
    context = {"form": form, "views": SavedView.objects.of_user(request.user)}
    return render(request, "partnership/saved_views.html", context)


def _removed(request):
    """Where it is not there any more, it was removed already."""
    if name := saved_views.remove(by=request.user, key=request.POST["remove"]):
        messages.success(request, f"“{name}” is removed.")
    return redirect("views", request.partnership.slug)
