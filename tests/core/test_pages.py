"""The frame of every page, and the parts that pages share. None of these tests may touch the database."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.template import Template
from django.template.context import make_context
from django.template.loader import get_template
from django.test import RequestFactory
from django.urls import include, path, resolve
from pytest_django.asserts import assertInHTML

from core import forms
from core.dashboard.navigation import NavigationGroup, Page
from core.jobs.progress import progress_response

pytestmark = pytest.mark.urls(__name__)


def view(request, slug=""):
    return HttpResponse()


@login_not_required
def published(request, slug):
    return HttpResponse()


urlpatterns = [
    path("", view, name="home"),
    path("sign-in/", view, name="account_login"),
    path("sign-out/", view, name="account_logout"),
    *(path(f"{name}/", view, name=name) for name in ("help", "contact", "accessibility", "privacy", "cookies")),
    path("<slug:slug>/", include(([path("", view, name="home")], "partnership"))),
    path("brand/<str:colour>.css", view, name="brand_stylesheet"),
    path("<slug:slug>/search/", view, name="search"),
    path("<slug:slug>/records/", view, name="records"),
    path("<slug:slug>/records/agencies/", view, name="agencies"),
    path("<slug:slug>/published/", published, name="published"),
]


@pytest.fixture(autouse=True)
def two_pages(settings):
    settings.PORTAL_NAVIGATION = [
        NavigationGroup("Records in and out", (Page("Records", "records"), Page("Agencies", "agencies")))
    ]


def request_for(address, *, member=True, signed_in=True):
    request = RequestFactory().get(address)
    request.partnership = SimpleNamespace(name="Durham & friends", slug="durham", colour="#7a1f5c", public_values=[])
    request.member = object() if member else None
    request.user = SimpleNamespace(is_authenticated=signed_in)
    request.resolver_match = resolve(request.path)
    return request


def unknown(request):
    request.user = SimpleNamespace(is_authenticated=False)
    return request


def page(request, **context):
    source = '{% extends "base.html" %}{% block title %}Agencies{% endblock %}'
    return Template(source).render(make_context(context, request))


def title(html):
    return re.search("<title>(.*?)</title>", html, re.DOTALL)[1]


def test_a_members_page_names_the_partnership_and_its_colour():
    html = page(request_for("/durham/records/"))

    assert title(html) == f"Agencies – Durham &amp; friends – {settings.PORTAL_NAME}"
    assert '<link rel="stylesheet" href="/brand/7a1f5c.css">' in html
    assertInHTML('<a href="/durham/" class="govuk-service-navigation__link">Durham &amp; friends</a>', html)
    assert 'aria-current="page"' in html
    assert "Sign out" in html


def test_an_outsiders_not_found_page_does_not_name_the_partnership():
    request = request_for("/durham/records/", member=False)

    html = get_template("404.html").render({}, request)

    assert "friends" not in html
    assert "/brand/" not in html


def test_a_public_page_names_the_partnership_without_its_navigation():
    html = page(request_for("/durham/published/", member=False, signed_in=False))

    assert "Durham &amp; friends" in html
    assert "Records" not in html
    assert "Sign out" not in html


def test_an_error_is_in_the_title_and_at_the_top():
    class OneField(forms.Form):
        name = forms.CharField()

    html = page(request_for("/durham/records/"), form=OneField({}))

    assert title(html).startswith("Error: Agencies")
    assert html.index("There is a problem") > html.index("<main")
    assert not title(page(request_for("/durham/records/"), form=OneField())).startswith("Error")


def test_messages_are_banners():
    shown = [Message(25, "Saved <it>."), Message(30, "But look.")]
    html = page(request_for("/durham/records/"), messages=shown)

    assert html.count("govuk-notification-banner--success") == 1
    assertInHTML('<p class="govuk-notification-banner__heading">Saved &lt;it&gt;.</p>', html)
    assert 'id="message-2"' in html


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "405", "409", "413", "429", "503"])
def test_error_pages_work_for_somebody_unknown(name):
    html = get_template(f"{name}.html").render({}, unknown(RequestFactory().get("/nowhere/")))

    assert html.count("<h1") == 1


def test_the_page_for_a_failure_needs_nothing():
    html = get_template("500.html").render()

    assert "Sorry, there is a problem" in html
    assert "{{" not in html


def test_no_template_holds_anything_inline():
    """The content security policy would stop it, in the browser only and without a word."""
    inline = re.compile(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)", re.IGNORECASE)
    folder = Path(settings.BASE_DIR, "templates")
    # An edition's own document is drawn by WeasyPrint, not by a browser.
    pages = [path for path in folder.rglob("*.html") if "edition" not in path.relative_to(folder).parts[:-1]]

    assert [str(path) for path in pages if inline.search(path.read_text())] == []


def test_empty_state_says_what_to_do():
    context = {"title": "No reports", "text": "Start one.", "href": "/new", "action": "Start a report"}
    html = get_template("core/_empty.html").render(context)

    assertInHTML('<p class="govuk-heading-m p-empty__title">No reports</p>', html)
    assert 'href="/new"' in html


def test_pagination_keeps_the_rest_of_the_query():
    request = RequestFactory().get("/durham/records/?kind=f&page=2")
    html = get_template("core/_pagination.html").render({"page": Paginator(range(90), 30).page(2)}, unknown(request))

    assertInHTML(
        """<a class="govuk-link govuk-pagination__link" href="?kind=f&amp;page=2" aria-label="Page 2"
           aria-current="page">2</a>""",
        html,
    )
    assert 'rel="prev"' in html
    assert 'rel="next"' in html


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ({"percent": 40, "message": "Drawing"}, 200),
        ({"percent": 100, "message": "Done", "done": True, "done_url": "/r"}, 286),
        ({"percent": 40, "message": "Failed", "failed": True}, 286),
    ],
)
def test_polling_ends_with_the_job(state, status):
    response = progress_response(unknown(RequestFactory().get("/poll")), page_url="/job", **state)

    assert response.status_code == status
    html = response.content.decode()
    assert ("Check again" in html) == (status == 200)
    assert ('href="/r"' in html) == bool(state.get("done"))
    assert ("<progress" in html) != bool(state.get("failed"))


@pytest.mark.parametrize(("percent", "instead"), [(None, ""), (0, "0%"), (40, "40%")])
def test_what_stands_in_place_of_a_bar_of_progress_is_what_is_known(percent, instead):
    html = get_template("core/_progress.html").render({"percent": percent, "message": "Making the file"})
    assert re.search(r"<progress[^>]*>([^<]*)</progress>", html)[1] == instead


def test_an_unchanged_step_is_not_read_out_again():
    state = {"percent": 40, "message": "Drawing", "page_url": "/job", "url": "/poll"}
    html = get_template("core/_progress.html").render(state)
    shown = re.search(r'name="shown" value="([^"]*)"', html)[1]

    poll = unknown(RequestFactory().get("/poll", {"shown": shown}))

    assert progress_response(poll, **state).status_code == 204
    assert progress_response(poll, **state | {"percent": 50}).status_code == 200
