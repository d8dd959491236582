"""What every import promises, whatever the kind: a row for what it is, nothing or everything, the reason by cell."""

import pytest
from django.db import IntegrityError

from core.db.tenancy import partnership_scope
from core.imports import RecordsChanged, WrongFile, apply, import_file, kind_named, kinds, reading, writing
from core.imports.values import Text
from core.models import Organisation
from partnership.models import Agency, Budget, Contribution, Income
from tests import factories
from tests.partnership.importing import agencies, bring, file_of, states

# Each of these is checked on the way in, so that a row is refused by its cell and not by the database.
CHECKED = {
    "partnership_agency_coming_name_has_day",
    "partnership_formername_until_after_from",
    "partnership_contact_can_be_reached",
    "partnership_post_fte_not_negative",
    "partnership_roleholder_not_from_itself",
    "partnership_group_not_its_own_parent",
    "partnership_grouplink_one_other",
    "partnership_grouplink_not_itself",
    "partnership_agency_not_by_itself",
    "partnership_contribution_cash_has_no_kind",
    "partnership_contribution_kind_not_invoiced",
    "indicators_value_denominator_positive",
    "indicators_value_grouped_by_categories",
    "indicators_value_says_something",
}
BUDGET = {"Year": "2019-20", "Opening reserve": "100", "Note": "First"}


def test_rows_are_new_changed_same_and_wrong(darlington):
    bring(darlington, "budgets", BUDGET, {**BUDGET, "Year": "2020-21"})
    preview = bring(
        darlington,
        "budgets",
        {**BUDGET, "Opening reserve": "£200"},
        {**BUDGET, "Year": "2020-21"},
        {**BUDGET, "Year": "2021-22"},
        {**BUDGET, "Year": "2021"},
    )

    assert states(preview) == ["changed", "same", "new", "wrong"]
    assert preview.rows[0].changes == (("Opening reserve", "£100", "£200"),)
    assert list(preview.problems()) == ["A5: “2021” is not a year; write it like 2019-20."]


def test_one_wrong_row_keeps_the_whole_file_out(darlington):
    preview = bring(darlington, "budgets", BUDGET, {"Year": "2020-21", "Opening reserve": "abc"})

    assert not preview.is_applied
    with partnership_scope(darlington):
        assert not Budget.objects.exists()


def test_a_dry_run_writes_nothing(darlington):
    preview = bring(darlington, "agencies", {"Agency": "Police", "Organisation": "Constabulary"}, confirm=False)

    assert preview.counts["new"] == 1
    assert not preview.is_applied
    with partnership_scope(darlington):
        assert not Agency.objects.exists()
    assert not Organisation.objects.filter(name="Constabulary").exists()


def test_an_empty_cell_keeps_the_value_and_a_missing_row_its_record(darlington):
    bring(darlington, "budgets", BUDGET, {**BUDGET, "Year": "2020-21"})
    preview = bring(darlington, "budgets", {"Year": "2019-20", "Opening reserve": "5"})

    assert preview.is_applied
    with partnership_scope(darlington):
        first, second = Budget.objects.order_by("year")
    assert (first.opening_reserve, first.note) == (5, "First")
    assert (second.opening_reserve, second.note) == (100, "First")


def test_two_rows_about_one_record_are_both_wrong_and_name_each_other(darlington):
    preview = bring(darlington, "agencies", {"Agency": "Police"}, {"Agency": "Fire"}, {"Agency": "POLICE "})

    assert states(preview) == ["wrong", "new", "wrong"]
    assert list(preview.problems()) == [
        "Row 2: rows 2 and 4 are about the same record; keep one of them.",
        "Row 4: rows 2 and 4 are about the same record; keep one of them.",
    ]


def test_a_new_row_needs_its_columns_and_says_which(darlington):
    preview = bring(darlington, "income", {"Year": "2019-20", "Item": "Fees"}, {"Item": "Grants", "Amount": "5"})

    assert list(preview.problems()) == [
        "C2: “Amount” is empty, and a new row needs it.",
        "A3: “Year” is empty, and a new row needs it.",
    ]


def test_a_row_that_reaches_beyond_the_headings_is_wrong(darlington):
    preview = import_file(darlington, "income", b"Year,Item,Amount,Source\n2019-20,Fees,1,234.50,Line 1\n")

    assert list(preview.problems()) == [
        "Row 2: it reaches to E2, where no heading is; a comma in a text needs quotation marks."
    ]


def test_columns_may_stand_in_any_order(darlington):
    preview = import_file(darlington, "income", b"SOURCE,amount, Item ,Year\nLine 1,5,Fees,2019-20\n")

    assert preview.is_applied
    with partnership_scope(darlington):
        assert Income.objects.get().amount == 5


def test_cells_that_hold_formulas_are_wrong(darlington):
    preview = bring(darlington, "income", {"Year": "2019-20", "Item": "=SUM(A1)", "Amount": "=1+1"})

    assert [sentence[:18] for sentence in preview.problems()] == ["B2: “=SUM(A1)” beg", "C2: “=1+1” begins "]


def test_a_file_that_breaks_midway_leaves_nothing(darlington, monkeypatch):
    batches = []

    def fail_on_the_second(model, rows):
        batches.append(len(rows))
        if len(batches) == 2:
            raise RuntimeError("The power went.")
        model.objects.bulk_create(rows)

    monkeypatch.setattr(writing, "add", fail_on_the_second)
    rows = [{"Agency": f"Agency {n}"} for n in range(1500)]

    with pytest.raises(RuntimeError, match="The power went"):
        bring(darlington, "agencies", *rows)

    assert batches == [1000, 500]
    with partnership_scope(darlington):
        assert not Agency.objects.exists()
    assert not Organisation.objects.filter(name__startswith="Agency 1").exists()


def test_a_record_that_somebody_adds_in_between_shows_the_preview_again(darlington, monkeypatch):
    def clash(model, rows):
        raise IntegrityError("duplicate key")

    monkeypatch.setattr(writing, "add", clash)

    with pytest.raises(RecordsChanged) as caught:
        bring(darlington, "budgets", BUDGET)

    assert caught.value.preview.counts["new"] == 1


def test_a_preview_that_no_longer_holds_writes_nothing(darlington):
    sheet = reading.read("b.csv", file_of("budgets", BUDGET))
    with partnership_scope(darlington), pytest.raises(RecordsChanged):
        apply(darlington, kind_named("budgets"), sheet, expected="something else")

    with partnership_scope(darlington):
        assert not Budget.objects.exists()


def test_a_change_writes_only_its_columns_and_goes_into_the_history(darlington, member):
    officer = member(darlington, "officer")
    bring(darlington, "budgets", BUDGET, {**BUDGET, "Year": "2020-21"})

    import_file(darlington, "budgets", file_of("budgets", {"Year": "2019-20", "Note": "Second"}), by=officer)

    with partnership_scope(darlington):
        budget = Budget.objects.get(year="2019-20")
        events = Budget.pgh_event_model.objects.filter(pgh_obj_id=budget.pk).order_by("pgh_id")
        assert [(event.pgh_label, event.note) for event in events] == [("insert", "First"), ("update", "Second")]
        assert events.last().pgh_context["user"] == str(officer.pk)
        assert Budget.pgh_event_model.objects.count() == 3


def test_another_partnership_s_agency_is_unknown_and_not_suggested(darlington, durham):
    agencies(durham, "Durham Constabulary")
    agencies(darlington, "Darlington Borough Council")

    row = {"Year": "2019-20", "Paid": "Cash", "Agreed": "5"}
    theirs = bring(darlington, "contributions", {**row, "Agency": "Durham Constabulary"})
    typo = bring(darlington, "contributions", {**row, "Agency": "Darlington Borough Counci"})

    assert list(theirs.problems()) == ["B2: there is no agency called “Durham Constabulary”."]
    assert list(typo.problems()) == [
        "B2: there is no agency called “Darlington Borough Counci”; do you mean “Darlington Borough Council”?"
    ]
    with partnership_scope(darlington):
        assert not Contribution.objects.exists()


def test_rows_of_another_partnership_stay_as_they_are(darlington, durham):
    bring(durham, "budgets", BUDGET)
    bring(darlington, "budgets", {**BUDGET, "Opening reserve": "7"})

    with partnership_scope(durham):
        assert Budget.objects.get().opening_reserve == 100


def test_a_wrong_file_is_refused_before_any_row(darlington):
    with pytest.raises(WrongFile, match="column “Note” is missing"):
        import_file(darlington, "budgets", b"Year,Opening reserve,Closing reserve agreed\n2019-20,1,2\n")


def test_every_rule_of_the_database_is_checked_on_the_way_in():
    models = {kind.model for kind in kinds()}
    rules = {rule.name for model in models for rule in model._meta.constraints if hasattr(rule, "condition")}
    rules -= {rule.name for model in models for rule in model._meta.constraints if hasattr(rule, "fields")}
    dated = {f"{model._meta.label_lower.replace('.', '_')}_ends_after_start" for model in models}

    assert rules - dated == CHECKED


def test_every_column_is_a_field_that_its_model_has():
    for kind in kinds():
        resource = kind.resource(factories.PartnershipFactory.build(pk=1))
        known = {field.name for field in kind.model._meta.get_fields()}
        assert all(set(column.fields()) <= known for column in resource.columns), kind.code


def test_text_that_is_too_long_for_the_database_is_wrong(darlington):
    for kind in kinds():
        limited = {
            column.heading: "x " * 20_000
            for column in kind.resource(darlington).columns
            if isinstance(column.widget, Text) and column.widget.longest
        }
        if not limited:
            continue
        preview = bring(darlington, kind.code, limited, confirm=False)

        assert sum("characters; at most" in text for text in preview.problems()) == len(limited), kind.code
