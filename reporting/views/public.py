"""What anybody may read, with no account: published copies and nothing else, in no partnership's scope.

Nobody is asked who they are (`core.http.public_cache`), so one answer serves all and may be kept on the way.
"""

import logging

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpResponseNotModified
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags, quote_etag
from django.views.decorators.http import conditional_page, require_safe

from core.files import documents
from core.files.downloads import attachment
from core.formatting.folding import sort_key
from core.http.public_cache import public_view
from core.models import Partnership
from core.reports import charts
from core.settings import public_names
from reporting import profiles, public_face
from reporting.editions import laid_out
from reporting.file_names import file_names
from reporting.models import PublishedEdition, PublishedProfile

log = logging.getLogger(__name__)
KEPT = "public, max-age=300"
MAX_AGE = 300
FILES = {"report.pdf": ("pdf", "application/pdf"), "tables.zip": ("tables", "application/zip")}


@public_view
@require_safe
@conditional_page
def index(request):
    """Every partnership that has something public."""
    with_page = PublishedProfile.public.filter(is_current=True).values("partnership_id")
    with_report = PublishedEdition.public.values("partnership_id")
    found = list(Partnership.objects.filter(Q(pk__in=with_page) | Q(pk__in=with_report)))
    names = public_names(found)
    named = sorted(((names[one.pk], one.slug) for one in found), key=lambda one: sort_key(one[0]))
    return kept(render(request, "reporting/public/index.html", {"partnerships": named}))


@public_view
@require_safe
@conditional_page
def partnership(request, slug):
    """Who a partnership is, how it is built, and the reports that it has published."""
    published = PublishedProfile.public.of(slug).filter(is_current=True).first()
    editions = list(PublishedEdition.public.of(slug).for_list())
    if published is None and not editions:
        raise _nothing(request)
    profile = profiles.shown(profiles.read(published.snapshot)) if published else None
    context = {
        "profile": profile,
        "what_it_is": public_face.what_it_is(request.partnership),
        "partners": public_face.partners_of(profile, editions),
        "contact": public_face.contact_of(request.partnership, profile),
        "published": published,
        "reports": [edition for edition in editions if not edition.is_superseded],
        "superseded": [edition for edition in editions if edition.is_superseded and not edition.taken_down_on],
    }
    return kept(render(request, "reporting/public/partnership.html", context))


@public_view
@require_safe
@conditional_page
def report(request, slug, year):
    """The report of a year as it was last published."""
    return _report(request, PublishedEdition.public.of(slug).of_year(year).filter(is_superseded=False).first())


@public_view
@require_safe
@conditional_page
def edition(request, slug, year, number):
    """One published edition, also when a newer one has taken its place."""
    return _report(request, PublishedEdition.public.of(slug).of_year(year).filter(number=number).first())


def _report(request, found):
    if found is None:
        raise _nothing(request)
    if found.taken_down_on:
        return _taken_down(request, found)
    context = {"found": found, "others": _others(found), "what_it_is": public_face.what_it_is(request.partnership)}
    charts.remember(found.charts)
    context |= laid_out(found.snapshot)
    return kept(render(request, "reporting/public/report.html", context))


def _others(found) -> list[PublishedEdition]:
    """The other editions of that year that can be read."""
    others = PublishedEdition.public.filter(partnership=found.partnership_id).of_year(found.year).for_list()
    return [one for one in others.exclude(pk=found.pk) if not one.taken_down_on]


def _taken_down(request, found):
    """What stands at every address of the report, its files too; with the edition that is public instead, if any."""
    public = next((one for one in _others(found) if not one.is_superseded), None)
    context = {"found": found, "public": public, "what_it_is": public_face.what_it_is(request.partnership)}
    return kept(render(request, "reporting/public/taken_down.html", context, status=410))


@public_view
@require_safe
def file(request, slug, year, number, name):
    """The PDF of a published edition, or its tables, only as they were when it was published; else why it is gone."""
    found = PublishedEdition.public.of(slug).of_year(year).filter(number=number).for_list().first()
    if found is None or name not in FILES:
        raise _nothing(request)
    if found.taken_down_on:
        return _taken_down(request, found)
    field, content_type = FILES[name]
    sha256 = getattr(found, f"{field}_sha256")
    if quote_etag(sha256) in parse_etags(request.headers.get("If-None-Match", "")):
        return kept(HttpResponseNotModified(headers={"ETag": quote_etag(sha256)}))
    content = _content(found, field, sha256)
    called = file_names(slug, year, number)[field]
    answer = attachment(content, name=called, content_type=content_type, cache_control=KEPT)
    answer["ETag"] = quote_etag(sha256)
    return answer


def _content(found, field: str, sha256: str) -> bytes:
    try:
        return documents.read_stored(getattr(found, f"{field}_path"), sha256)
    except FileNotFoundError as error:
        raise Http404("The file is not there.") from error
    except documents.Tampered as error:
        log.error("A file of the published edition %s is not what was published.", found.pk)
        raise PermissionDenied("This file is not the one that was published, so it is not handed out.") from error


def _nothing(request) -> Http404:
    """A partnership with nothing public looks like one that does not exist."""
    request.partnership = None
    return Http404("Nothing is published here.")


def kept(answer):
    """Anybody on the way may keep the answer for a few minutes; after that its fingerprint tells whether it holds."""
    patch_cache_control(answer, public=True, max_age=MAX_AGE)
    return answer
