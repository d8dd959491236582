"""Every kind of field as its component, the words of its errors, and links that land on it."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms as django_forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.test.html import parse_html
from pytest_django.asserts import assertInHTML

from core import forms
from core.forms.error_summaries import error_summary

KINDS = [("s", "Statutory partner"), ("f", "Funder only"), ("o", "Other")]


class AgencyForm(forms.Form):
    name = forms.CharField(max_length=200, help_text="As printed & signed")
    kind = forms.ChoiceField(
        choices=KINDS, widget=forms.Radios(hints={"s": "Named in the Act"}, reveals={"o": "other_kind"})
    )
    other_kind = forms.TextField(required=False)
    groups = forms.MultipleChoiceField(choices=[("e", "Executive"), ("l", "Learning")], widget=forms.Checkboxes)
    sector = forms.ChoiceField(choices=[("", "---------"), ("h", "Health")])
    starts_on = forms.DateField(called="Start date", help_text="For example, 1 7 2019")
    agreed = forms.MoneyField(required=False, min_value=0)
    staff = forms.WholeNumberField()
    email = forms.EmailField()
    password = forms.CharField(widget=forms.PasswordInput)
    text = forms.TextField(max_words=3, label="Lead-in")
    note = forms.CharField(max_length=50, widget=forms.TextArea, required=False)
    file = forms.FileField(label="Spreadsheet")
    agree = forms.BooleanField(label="Replace the figures", help_text="Nothing is deleted")
    code = forms.CharField(widget=forms.HiddenInput, initial="c1")


GOOD = {
    "name": "Durham Constabulary",
    "kind": "o",
    "other_kind": "one\r\ntwo",
    "groups": ["e", "l"],
    "sector": "h",
    "starts_on_day": "1",
    "starts_on_month": "july",
    "starts_on_year": "2019",
    "agreed": "£12,345.50",
    "staff": "1200",
    "email": "a@durham.example",
    "password": "p",
    "text": "one two three",
    "agree": "on",
    "code": "c1",
}


def posted(**changes):
    data = {name: value for name, value in (GOOD | changes).items() if value is not None}
    return AgencyForm(data, {"file": SimpleUploadedFile("a.csv", b"x")})


def ids(html):
    found, queue = {}, [parse_html(html)]
    while queue:
        element = queue.pop()
        attributes = dict(getattr(element, "attributes", []))
        if "id" in attributes:
            found[attributes["id"]] = element.name
        queue += [child for child in getattr(element, "children", []) if not isinstance(child, str)]
    return found


def test_a_good_form_gives_python_values():
    form = posted()

    assert form.is_valid(), form.errors
    assert form.cleaned_data["starts_on"] == date(2019, 7, 1)
    assert form.cleaned_data["agreed"] == Decimal("12345.50")
    assert form.cleaned_data["other_kind"] == "one\ntwo"
    assert error_summary(form) == ""


def test_every_summary_link_lands_on_a_control():
    form = AgencyForm({}, {})
    form.add_error(None, "The two do not go together")
    html = str(form)

    summary = error_summary(form)
    links = [part.split('"')[0] for part in summary.split('href="#')[1:]]

    assert len(links) == 11
    assert {ids(html)[link] for link in links} == {"input", "select", "textarea"}
    assert "The two do not go together" in summary


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("name", "Enter the name"),
        ("kind", "Select the kind"),
        ("sector", "Select the sector"),
        ("starts_on", "Enter the start date"),
        ("text", "Enter the lead-in"),
        ("file", "Select the spreadsheet"),
        ("agree", "Tick “Replace the figures” to continue"),
    ],
)
def test_a_missing_answer_is_named(field, message):
    assert AgencyForm({}, {}).errors[field] == [message]


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"name": "x" * 201}, "name", "Name must be 200 characters or fewer"),
        ({"staff": "many"}, "staff", "Staff must be a whole number"),
        ({"agreed": "-1"}, "agreed", "Agreed must be £0 or more"),
        ({"agreed": "1,23"}, "agreed", "Enter an amount in pounds, such as 1,234 or 1,234.50"),
        ({"agreed": "lots"}, "agreed", "Enter an amount in pounds, such as 1,234 or 1,234.50"),
        ({"agreed": "1.234"}, "agreed", "Agreed must have no more than 2 decimal places"),
        ({"email": "x"}, "email", "Enter an email address in the correct format, like name@example.org"),
        ({"text": "one two three four"}, "text", "Lead-in must be 3 words or fewer; it has 4"),
        ({"starts_on_month": ""}, "starts_on", "Start date must include a month"),
        ({"starts_on_month": "", "starts_on_year": ""}, "starts_on", "Start date must include a month and year"),
        ({"starts_on_month": "2", "starts_on_day": "30"}, "starts_on", "Start date must be a real date"),
        ({"starts_on_month": "Foo"}, "starts_on", "Start date must be a real date"),
        ({"starts_on_year": "19"}, "starts_on", "Start date must have a year of 4 numbers"),
        ({"starts_on_year": "0001"}, "starts_on", "Start date must be in 1900 or later"),
        ({"kind": "zzz"}, "kind", "Select the kind from the list"),
        ({"sector": "zzz"}, "sector", "Select the sector from the list"),
    ],
)
def test_a_wrong_answer_is_explained(changes, field, message):
    assert posted(**changes).errors == {field: [message]}


def test_a_dates_error_links_to_the_wrong_box_and_marks_it():
    form = posted(starts_on_month="")

    assert 'href="#id_starts_on_month"' in error_summary(form)
    html = str(form["starts_on"].as_field_group())
    assert html.count("govuk-input--error") == 1
    assert 'value="2019"' in html


def test_a_date_shows_its_initial_value_in_three_boxes():
    html = AgencyForm(initial={"starts_on": date(2019, 7, 1)})["starts_on"].as_field_group()

    for part, value in (("day", "1"), ("month", "7"), ("year", "2019")):
        width = 4 if part == "year" else 2
        assertInHTML(
            f'<input class="govuk-input govuk-date-input__input govuk-input--width-{width}" id="id_starts_on_{part}" '
            f'name="starts_on_{part}" type="text" value="{value}" inputmode="numeric">',
            html,
        )


def test_hint_and_error_and_count_are_all_described():
    form = AgencyForm({"note": "x" * 51}, {})

    assert 'aria-describedby="id_name-hint id_name-error"' in form["name"].as_field_group()
    assert 'aria-describedby="id_note-info id_note-error"' in form["note"].as_field_group()
    assert 'aria-describedby="id_starts_on-hint id_starts_on-error"' in form["starts_on"].as_field_group()
    assert "As printed &amp; signed" in form["name"].as_field_group()


def test_radios_start_with_the_bare_id_and_reveal_a_field_once():
    html = str(AgencyForm())

    assertInHTML(
        """<input class="govuk-radios__input" id="id_kind" name="kind" type="radio" value="s"
           aria-describedby="id_kind-item-hint">""",
        html,
    )
    assert 'data-aria-controls="conditional-id_kind-3"' in html
    assert html.count('name="other_kind"') == 1


def test_a_revealed_texts_lines_are_kept_as_typed():
    html = posted()["kind"].as_field_group()

    assert "one&#10;two</textarea>" in html


def test_checkboxes_are_square():
    html = posted()["groups"].as_field_group()

    assert html.count('type="checkbox"') == 2
    assert html.count(" checked") == 2
    assert "govuk-radios" not in html


def test_a_single_tick_has_its_label_beside_it():
    html = AgencyForm()["agree"].as_field_group()

    assertInHTML('<label class="govuk-label govuk-checkboxes__label" for="id_agree">Replace the figures</label>', html)
    assert 'aria-describedby="id_agree-item-hint"' in html
    assert " checked" in posted()["agree"].as_field_group()


def test_money_has_its_sign_and_numbers_are_text_boxes():
    form = posted()

    assertInHTML('<div class="govuk-input__prefix" aria-hidden="true">£</div>', form["agreed"].as_field_group())
    assertInHTML(
        """<input class="govuk-input govuk-input--width-10" id="id_staff" name="staff" type="text" value="1200"
           inputmode="numeric">""",
        form["staff"].as_field_group(),
    )


def test_words_and_characters_are_counted():
    assert 'data-maxwords="3"' in AgencyForm()["text"].as_field_group()
    assert 'data-maxlength="50"' in AgencyForm()["note"].as_field_group()


def test_a_password_is_never_sent_back():
    html = posted()["password"].as_field_group()

    assert 'type="password"' in html
    assert "value=" not in html


def test_select_puts_the_empty_choice_into_words():
    html = posted(sector="")["sector"].as_field_group()

    assertInHTML('<option value="" selected>Choose one</option>', html)
    assertInHTML('<option value="h">Health</option>', html)


def test_a_select_with_groups_is_drawn_by_django():
    class Grouped(forms.Form):
        agency = forms.ChoiceField(choices=[("NHS", [("c", "CCG")])], help_text="One")

    html = Grouped({})["agency"].as_field_group()

    assert '<optgroup label="NHS">' in html
    assert 'aria-describedby="id_agency-hint id_agency-error"' in html
    assertInHTML('<label class="govuk-label govuk-label--s" for="id_agency">Agency</label>', html)


def test_nothing_is_required_by_the_browser():
    html = str(AgencyForm({}, {}))

    assert " required" not in html
    assert "maxlength=" not in html.replace("data-maxlength=", "")


def test_optional_is_said_only_by_our_own_forms():
    class Search(django_forms.Form):
        name = forms.CharField(required=False)

    assert "Agreed (optional)" in AgencyForm()["agreed"].as_field_group()
    assert "(optional)" not in str(Search())
    assert "govuk-input" in str(Search())


def test_a_label_can_be_the_pages_heading():
    template = Template("{% load govuk %}{% field form.name heading=True %}{% field form.starts_on heading=True %}")
    html = template.render(Context({"form": AgencyForm()}))

    assertInHTML(
        """<h1 class="govuk-label-wrapper"><label class="govuk-label govuk-label--l" for="id_name">Name</label></h1>""",
        html,
    )
    assertInHTML('<h1 class="govuk-fieldset__heading">Starts on</h1>', html)


def test_hidden_fields_come_with_the_form():
    assertInHTML('<input type="hidden" name="code" value="c1" id="id_code">', str(AgencyForm()))


def test_formsets_are_summed_up_too():
    formset = django_forms.formset_factory(AgencyForm, extra=1, validate_min=True, min_num=1)
    forms_sent = formset({"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-name": "x"})

    assert 'href="#id_form-0-starts_on_day"' in error_summary(forms_sent)
    assert 'name="form-0-name"' in str(forms_sent)
