"""What a form says of a wrong answer is a sentence of ours, never the framework's or the machine's."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core import forms
from core.db.tenancy import partnership_scope
from partnership.models import Agency, Post
from tests import factories


class MoneyForm(forms.Form):
    agreed = forms.MoneyField(required=False, min_value=0, max_value=1_000_000_000)
    hours = forms.NumberField(required=False, max_value=2500)
    staff = forms.WholeNumberField(required=False, max_value=20_000)
    name = forms.CharField(required=False, max_length=1000)
    file = forms.FileField(required=False, max_length=10, label="File’s name")


class ChoosingForm(forms.Form):
    agency = forms.ModelChoiceField(queryset=None, required=False)
    agencies = forms.ModelMultipleChoiceField(queryset=None, required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.queryset = Agency.objects.all()


class EveryForm(ChoosingForm):
    text = forms.CharField()
    one = forms.ChoiceField()
    several = forms.MultipleChoiceField()
    email = forms.EmailField()
    file = forms.FileField()
    number = forms.WholeNumberField()
    share = forms.NumberField()
    money = forms.MoneyField()
    key = forms.UUIDField()
    yes = forms.BooleanField()


# Nothing of ours says these: a date has words of its own, and no file has a box that clears it.
UNSAID = {"incomplete", "contradiction", "invalid_pk_value"}


class PostForm(forms.ModelForm):
    class Meta(forms.ModelForm.Meta):
        model = Post
        fields = ["funded_by", "fte"]


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("agreed", "1000000001", "Agreed must be £1,000,000,000 or less"),
        ("agreed", "-0.01", "Agreed must be £0 or more"),
        ("hours", "2500.5", "Hours must be 2,500 or less"),
        ("staff", "20001", "Staff must be 20,000 or less"),
        ("name", "x" * 1001, "Name must be 1,000 characters or fewer"),
    ],
)
def test_a_limit_is_written_as_people_write_numbers(field, typed, message):
    assert MoneyForm({field: typed}).errors == {field: [message]}


def test_no_field_speaks_in_the_frameworks_words(in_darlington):
    theirs = {
        (name, code): message
        for name, field in EveryForm().fields.items()
        for base in type(field).__mro__
        for code, message in getattr(base, "default_error_messages", {}).items()
        if base.__module__.startswith("django.") and code not in UNSAID
    }
    ours = {(name, code): EveryForm().fields[name].error_messages[code] for name, code in theirs}

    assert [key for key, message in ours.items() if message == theirs[key]] == []


def test_a_list_that_is_none_is_asked_for(in_darlington):
    form = EveryForm({"several": "x", "agencies": "x"}, {})

    assert form.errors["several"] == ["Select the several"]
    assert form.errors["file"] == ["Select the file"]


def test_a_files_name_that_is_too_long_is_said():
    form = MoneyForm({}, {"file": SimpleUploadedFile("a-long-name.csv", b"x")})

    assert form.errors == {"file": ["File’s name must be 10 characters or fewer"]}


@pytest.mark.parametrize("key", ["x", "1", str(uuid4())])
def test_a_key_that_is_none_is_a_choice_that_is_not_there(in_darlington, key):
    agency = factories.AgencyFactory()

    assert ChoosingForm({"agency": key}).errors == {"agency": ["Select the agency from the list"]}
    several = ChoosingForm({"agencies": [str(agency.pk), key]})
    assert several.errors == {"agencies": ["Select the agencies from the list"]}
    assert PostForm({"funded_by": key, "fte": "1"}).errors == {"funded_by": ["Select the funded by from the list"]}


def test_what_is_there_is_chosen(in_darlington):
    agency = factories.AgencyFactory()
    form = ChoosingForm({"agency": str(agency.pk), "agencies": [str(agency.pk)]})

    assert form.is_valid()
    assert (form.cleaned_data["agency"], list(form.cleaned_data["agencies"])) == (agency, [agency])


@pytest.mark.parametrize("key", ["x", str(uuid4())])
def test_a_page_says_so_in_words(darlington, member, client_for, key):
    with partnership_scope(darlington):
        factories.BudgetFactory(year="2019-20")
    client = client_for(member(darlington, "officer"))

    page = client.post(
        "/darlington/budget/2019-20/contributions/cash/", {"agency": key, "agreed": "1"}
    ).content.decode()

    assert "Select the agency from the list" in page
    assert "UUID" not in page


def test_a_date_that_is_asked_for_in_a_question_is_named_once():
    class AskingForm(forms.Form):
        on = forms.DateField(label="When does it begin?", called="The first day")

    assert AskingForm({}).errors["on"] == ["Enter the first day"]
