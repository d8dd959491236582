import pytest
from django.template import Context, Template
from django.utils.safestring import mark_safe
from pytest_django.asserts import assertHTMLEqual, assertInHTML

from core.forms.components import render_component
from core.templatetags.govuk import nested, pounds

WHOLE = {
    "button": (
        {"text": "Save", "prevent_double_click": True},
        """<button type="submit" class="govuk-button" data-module="govuk-button"
           data-prevent-double-click="true">Save</button>""",
    ),
    "tag": (
        {"text": "Draft", "classes": "govuk-tag--grey"},
        '<strong class="govuk-tag govuk-tag--grey">Draft</strong>',
    ),
    "back-link": ({"text": "Back", "href": "/x"}, '<a href="/x" class="govuk-back-link">Back</a>'),
    "skip-link": (
        {"text": "Skip to main content", "href": "#main-content"},
        """<a href="#main-content" class="govuk-skip-link" data-module="govuk-skip-link">Skip to main content</a>""",
    ),
    "inset-text": ({"text": "Note"}, '<div class="govuk-inset-text">Note</div>'),
    "breadcrumbs": (
        {"items": [{"text": "Records", "href": "/r"}, {"text": "Agencies"}]},
        """<nav class="govuk-breadcrumbs" aria-label="Breadcrumb"><ol class="govuk-breadcrumbs__list">
           <li class="govuk-breadcrumbs__list-item"><a class="govuk-breadcrumbs__link" href="/r">Records</a></li>
           <li class="govuk-breadcrumbs__list-item" aria-current="page">Agencies</li></ol></nav>""",
    ),
    "details": (
        {"summary_text": "How", "text": "So"},
        """<details class="govuk-details"><summary class="govuk-details__summary">
           <span class="govuk-details__summary-text">How</span></summary>
           <div class="govuk-details__text">So</div></details>""",
    ),
    "warning-text": (
        {"text": "Totals differ", "icon_fallback_text": "Warning"},
        """<div class="govuk-warning-text"><span class="govuk-warning-text__icon" aria-hidden="true">!</span>
           <strong class="govuk-warning-text__text"><span class="govuk-visually-hidden">Warning</span>
           Totals differ</strong></div>""",
    ),
    "table": (
        {
            "caption": "Income",
            "first_cell_is_header": True,
            "head": [{"text": "Item"}, {"text": "Amount", "format": "numeric"}],
            "rows": [[{"text": "Fees"}, {"text": "£12", "format": "numeric"}]],
        },
        """<table class="govuk-table"><caption class="govuk-table__caption">Income</caption>
           <thead class="govuk-table__head"><tr class="govuk-table__row">
           <th scope="col" class="govuk-table__header">Item</th>
           <th scope="col" class="govuk-table__header govuk-table__header--numeric">Amount</th></tr></thead>
           <tbody class="govuk-table__body"><tr class="govuk-table__row">
           <th scope="row" class="govuk-table__header">Fees</th>
           <td class="govuk-table__cell govuk-table__cell--numeric">£12</td></tr></tbody></table>""",
    ),
    "summary-list": (
        {
            "rows": [
                {
                    "key": {"text": "Kind"},
                    "value": {"text": "Funder"},
                    "actions": {"items": [{"href": "/k", "text": "Change", "visually_hidden_text": "kind"}]},
                }
            ]
        },
        """<dl class="govuk-summary-list"><div class="govuk-summary-list__row">
           <dt class="govuk-summary-list__key">Kind</dt><dd class="govuk-summary-list__value">Funder</dd>
           <dd class="govuk-summary-list__actions"><a class="govuk-link" href="/k">Change<span
           class="govuk-visually-hidden"> kind</span></a></dd></div></dl>""",
    ),
}


@pytest.mark.parametrize("name", WHOLE)
def test_component_is_the_design_systems(name):
    params, expected = WHOLE[name]

    assertHTMLEqual(render_component(name, params), expected)


def test_service_navigation_names_the_partnership_and_marks_the_page():
    pages = [{"text": "Budget", "href": "/b", "current": True}]
    html = render_component(
        "service-navigation", {"service_name": "Durham", "service_url": "/durham/", "navigation": pages}
    )

    assertInHTML('<a href="/durham/" class="govuk-service-navigation__link">Durham</a>', html)
    assertInHTML(
        """<a class="govuk-service-navigation__link" href="/b" aria-current="page">
           <strong class="govuk-service-navigation__active-fallback">Budget</strong></a>""",
        html,
    )


def test_task_list_shows_a_tag_and_a_plain_state():
    tasks = [
        {"title": {"text": "Introduction"}, "href": "/1", "status": {"tag": {"text": "Writing"}}},
        {"title": {"text": "Figures"}, "status": {"text": "Accepted"}},
    ]
    html = render_component("task-list", {"items": tasks})

    assertInHTML('<strong class="govuk-tag">Writing</strong>', html)
    assertInHTML('<div class="govuk-task-list__status" id="task-list-2-status">Accepted</div>', html)


def test_success_banner_is_an_alert():
    html = render_component("notification-banner", {"type": "success", "text": "Saved."})

    assert 'role="alert"' in html
    assertInHTML('<p class="govuk-notification-banner__heading">Saved.</p>', html)


@pytest.mark.parametrize("param", ["text", "html"])
def test_a_value_is_escaped(param):
    html = render_component("inset-text", {param: "<script>x</script>"})

    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_html_marked_safe_is_kept():
    assert "<b>12</b>" in render_component("inset-text", {"html": mark_safe("<b>12</b>")})


def test_attribute_values_are_escaped():
    html = render_component("tag", {"text": "x", "attributes": {"data-x": '"><script>', "title": mark_safe('"')}})

    assert "<script>" not in html
    assert html.count('"') == 6


def test_attributes_as_text_are_refused():
    with pytest.raises(TypeError):
        render_component("tag", {"text": "x", "attributes": 'onclick="x"'})


def test_bare_and_absent_attributes():
    html = render_component("tag", {"text": "x", "attributes": {"hidden": True, "title": None, "lang": False}})

    assertHTMLEqual(html, '<strong class="govuk-tag" hidden>x</strong>')


@pytest.mark.parametrize("name", ["header", "footer"])
def test_components_with_the_crown_are_refused(name):
    with pytest.raises(ValueError, match="crown"):
        render_component(name, {})


def test_tag_steps_into_parameters():
    template = Template('{% load govuk %}{% govuk "button" text=word attributes__hx_get="/x" %}')

    html = template.render(Context({"word": "Look <up>"}))

    assertHTMLEqual(
        html,
        '<button type="submit" class="govuk-button" data-module="govuk-button" hx-get="/x">Look &lt;up&gt;</button>',
    )


def test_nested_builds_a_tree():
    assert nested({"label__text": "Name", "label__classes": "s", "id": "a"}) == {
        "label": {"text": "Name", "classes": "s"},
        "id": "a",
    }


@pytest.mark.parametrize(
    ("amount", "written"),
    [(0, "£0"), (233688, "£233,688"), ("62151.5", "£62,151.50"), (-3, "−£3"), (None, ""), ("", "")],
)
def test_pounds(amount, written):
    assert pounds(amount) == written


def test_pounds_with_pence_throughout():
    assert pounds(1200, pence=True) == "£1,200.00"
