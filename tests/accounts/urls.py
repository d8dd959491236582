"""The portal's addresses and, below a partnership, views that behave badly."""

import io

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.template import engines
from django.template.response import TemplateResponse
from django.urls import path

from config.urls import urlpatterns as portal
from core.db.tenancy import NoScope, current_scope
from partnership.models import Agency
from tests.factories import AgencyFactory

ERRORS = {
    "error": ZeroDivisionError,
    "denied": PermissionDenied,
    "missing": Http404,
    "integrity": IntegrityError,
}


def write(request):
    AgencyFactory(partnership=request.partnership, name="written")


def write_and_raise(request, slug, error):
    write(request)
    raise ERRORS[error]("on purpose")


def write_and_answer(request, slug, status):
    write(request)
    return HttpResponse(status=status)


def write_twice_the_same(request, slug):
    write(request)
    write(request)


def hide_an_error(request, slug):
    """Catches the database's error, which leaves the transaction unusable."""
    try:
        write_twice_the_same(request, slug)
    except DatabaseError:
        return HttpResponse("As if nothing had been.")


def lazy(request, slug):
    template = engines["django"].from_string("{% for agency in agencies %}[{{ agency.name }}]{% endfor %}")
    return TemplateResponse(request, template, {"agencies": Agency.objects.order_by("name")})


def lazy_error(request, slug):
    write(request)
    template = engines["django"].from_string("{% for agency in agencies %}{{ agency.explode }}{% endfor %}")
    return TemplateResponse(request, template, {"agencies": (1 // 0 for _ in range(1))})


def stream(request, slug):
    return StreamingHttpResponse(agency.name for agency in Agency.objects.iterator())


def file(request, slug):
    return FileResponse(io.BytesIO(b"content"), filename="file.txt")


@login_not_required
def public(request, slug):
    try:
        return HttpResponse(f"scope of {len(current_scope().readable)}")
    except NoScope:
        return HttpResponse("no scope")


urlpatterns = [
    path("<slug:slug>/try/raise/<str:error>/", write_and_raise),
    path("<slug:slug>/try/answer/<int:status>/", write_and_answer),
    path("<slug:slug>/try/twice/", write_twice_the_same),
    path("<slug:slug>/try/hide/", hide_an_error),
    path("<slug:slug>/try/lazy/", lazy),
    path("<slug:slug>/try/lazy-error/", lazy_error),
    path("<slug:slug>/try/stream/", stream),
    path("<slug:slug>/try/file/", file),
    path("<slug:slug>/try/public/", public),
    *portal,
]
