from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.dashboard import search


@require_safe
def results(request, slug):
    """What the words stand in, of all that the member may see: the first of each kind, or all of one."""
    typed = request.GET.get("q", "").strip()
    within = request.GET.get("in", "")
    is_cut, typed = len(typed) > search.LONGEST, typed[: search.LONGEST]
    words = search.words_of(typed)
    found = search.find(request.partnership, request.member, words, within) if words else []
    meant = search.meant(request.partnership, request.member, words) if words and not found else []
    if meant:
        words, found = meant, search.find(request.partnership, request.member, meant, within)
    context = {"q": typed, "words": words, "found": found, "within": within, "shortest": search.SHORTEST}
    context["asked"] = " ".join(meant) if found and meant else typed
    context |= {"is_cut": is_cut, "longest": search.LONGEST, "box": {"maxlength": search.LONGEST}}
    return render(request, "partnership/search.html", context)
