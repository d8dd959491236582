"""`manage.py import_records`: the same import, from the shell."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from core.db.tenancy import partnership_scope
from partnership.models import Budget

HEADINGS = "Year,Opening reserve,Closing reserve agreed,Note\n"


@pytest.fixture
def good(tmp_path):
    path = tmp_path / "budgets.csv"
    path.write_text(HEADINGS + "2019-20,100,,\n")
    return path


@pytest.fixture
def wrong(tmp_path):
    path = tmp_path / "wrong.csv"
    path.write_text(HEADINGS + "2019-20,100,,\n2020-21,abc,,\n")
    return path


def run(*args, **options):
    out = io.StringIO()
    call_command("import_records", "darlington", *map(str, args), stdout=out, **options)
    return out.getvalue()


def count(partnership):
    with partnership_scope(partnership):
        return Budget.objects.count()


def test_it_is_a_dry_run_unless_confirmed(darlington, good):
    said = run("budgets", good)

    assert "1 new, 0 changed, 0 the same, 0 wrong" in said
    assert "Nothing was written. Add --confirm" in said
    assert count(darlington) == 0


def test_it_writes_when_confirmed(darlington, good):
    assert "Written." in run("budgets", good, confirm=True)
    assert count(darlington) == 1
    assert "0 new, 0 changed, 1 the same" in run("budgets", good, confirm=True)


def test_a_wrong_row_ends_with_status_1_and_writes_nothing(darlington, wrong, capsys):
    out = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("import_records", "darlington", "budgets", str(wrong), "--confirm", stdout=out)

    assert ended.value.code == 1
    assert "B3: “abc” is not an amount of money; write it like 1234.50." in out.getvalue()
    assert count(darlington) == 0


def test_the_preview_comes_as_json(darlington, good):
    found = json.loads(run("budgets", good, json=True))

    assert found["counts"] == {"wrong": 0, "changed": 0, "new": 1, "same": 0}
    assert found["applied"] is False
    assert found["rows"][0]["changes"] == [["Year", "", "2019-20"], ["Opening reserve", "", "100"]]


@pytest.mark.parametrize(
    ("args", "reason"),
    [
        (("nowhere", "budgets", "x.csv"), "no partnership “nowhere”"),
        (("darlington", "wizards", "x.csv"), "no kind of records called “wizards”. There are: agencies"),
        (("darlington", "budgets", "missing.csv"), "cannot be read: No such file"),
        (("darlington", "budgets", "/"), "cannot be read"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(darlington, args, reason):
    with pytest.raises(CommandError, match=reason):
        call_command("import_records", *args)
