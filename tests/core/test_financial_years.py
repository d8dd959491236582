"""A financial year is taken however it is typed, and kept in one way."""

import pytest
from django.core.exceptions import ValidationError

from core import forms
from core.calendar.financial_years import FinancialYear, YearConverter, validate_year

WAYS = [
    "2025-26",
    "2025/26",
    " 2025-2026 ",
    "2025/2026",
    "2025–26",
    "2025 – 2026",
    "2025−26",
    "FY2025/26",
    "FY 2025-26",
]
NONE = {
    "2019-2120": "is not a year: after 2019 comes 2020",
    "2019-21": "after 2019 comes 2020",
    "9999-00": "is not a year between 1900 and 2200",
    "1850-51": "is not a year between 1900 and 2200",
    "2019": "is not a year written like 2019-20",
    "2019-020": "is not a year written like",
    "٢٠١٩-٢٠": "is not a year written like",
    "2019-20" * 5_000: "is not a year written like",
}


class Typed(forms.Form):
    year = forms.YearField()


@pytest.mark.parametrize("text", WAYS)
def test_a_year_is_taken_however_it_is_typed(text):
    form = Typed({"year": text})
    assert form.is_valid()
    assert form.cleaned_data["year"] == str(FinancialYear.parse(text)) == "2025-26"


@pytest.mark.parametrize(("text", "why"), NONE.items(), ids=range(len(NONE)))
def test_what_is_no_year_is_refused_in_a_sentence(text, why):
    form = Typed({"year": text})
    assert not form.is_valid()
    [said] = form.errors["year"]
    assert why in said
    assert len(said) < 200


def test_a_column_keeps_a_year_in_one_way_only():
    validate_year("2025-26")
    with pytest.raises(ValidationError):
        validate_year("2025/26")


def test_an_address_may_name_both_years_in_full():
    assert YearConverter().to_python("2025-2026") == "2025-26"
    with pytest.raises(ValueError, match="after 2025 comes 2026"):
        YearConverter().to_python("2025-27")
