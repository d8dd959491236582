"""Signs that no page, file or workbook carries, wherever a text comes in or goes out."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from core import forms
from core.formatting.characters import carried, in_one_line, is_wrong


class Kit(forms.Form):
    name = forms.CharField()
    note = forms.TextField()
    password = forms.CharField(widget=forms.PasswordInput, strip=False)
    several = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")])


TYPED = {"name": "One\x0btwo\x07", "note": "One\x0btwo\tthree\x00", "password": "p\x07w", "several": ["a\x00", "b"]}
READ = {"name": "One two", "note": "One\ntwo\tthree", "password": "p\x07w", "several": ["a", "b"]}


def as_query(typed):
    data = QueryDict(mutable=True)
    for name, value in typed.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


@pytest.mark.parametrize("data", [TYPED, as_query(TYPED)])
def test_a_form_reads_what_it_was_sent_without_them(data):
    form = Kit(data)

    assert form.is_valid(), form.errors
    assert form.cleaned_data == READ
    assert "\x0b" not in str(form)


def test_what_was_right_is_read_as_it_came():
    data = as_query({"name": "Ann", "note": "One\r\ntwo", "password": "pass", "several": ["a"]})

    assert Kit(data).data is data


@given(st.text())
def test_nothing_but_those_signs_changes(text):
    assert not is_wrong(carried(text))
    assert is_wrong(text) or carried(text) == text
    assert carried(carried(text)) == carried(text)
    assert not set("\t\r\n") & set(in_one_line(text))
