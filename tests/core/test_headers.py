import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from core.http.headers import CONTENT_SECURITY_POLICY, HeadersMiddleware
from core.settings.brand import DEFAULT_COLOUR, brand_css, contrast_with_white, readable


def answer(**headers):
    response = HttpResponse(headers=headers)
    return HeadersMiddleware(lambda request: response)(RequestFactory().get("/"))


def test_policy_allows_only_our_own_files():
    directives = CONTENT_SECURITY_POLICY["DIRECTIVES"]

    assert directives["default-src"] == ["'none'"]
    assert {source for sources in directives.values() for source in sources} == {"'none'", "'self'"}


def test_a_response_is_not_kept_unless_its_view_says_so():
    assert answer()["Cache-Control"] == "no-store"
    assert answer(**{"Cache-Control": "public, max-age=3600"})["Cache-Control"] == "public, max-age=3600"


def test_every_response_closes_what_a_page_does_not_need():
    response = answer()

    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    assert response["Vary"] == "HX-Request"


def test_contrast_is_wcags():
    assert contrast_with_white("#000000") == pytest.approx(21)
    assert contrast_with_white("#ffffff") == pytest.approx(1)
    assert contrast_with_white("#767676") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(
    ("colour", "used"),
    [
        ("#7A1F5C", "#7a1f5c"),
        ("#767676", "#767676"),
        ("#777777", DEFAULT_COLOUR),
        ("", DEFAULT_COLOUR),
        ("red;}body{x:1", DEFAULT_COLOUR),
    ],
)
def test_a_pale_or_false_colour_is_not_used(colour, used):
    assert readable(colour) == used
    assert f"--govuk-brand-colour:{used};" in brand_css(colour)
