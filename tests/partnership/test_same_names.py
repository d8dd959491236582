"""Names that people see as equal are one, in files, forms and in the database; what is much like one is remarked."""

import pytest
from django.apps import apps
from django.contrib.messages import get_messages
from django.db import IntegrityError, models, transaction

from core.db.tenancy import partnership_scope
from core.formatting.folding import fold
from core.models import Organisation, SavedView
from partnership.models import Agency, FormerName, Group, GroupAlias, Spending
from partnership.resources import directories
from tests import factories
from tests.partnership.importing import bring, states
from tests.partnership.test_keeping_agencies import at, send

TYPED = ["St John's School, Neville", "Siân's Café Trust", "Mid-Dale Housing", "Zara House", "Zara Hall"]
AGAIN = [
    "St John’s School, Neville",
    "Sia\N{COMBINING CIRCUMFLEX ACCENT}n's Cafe\N{COMBINING ACUTE ACCENT} Trust",
    "Mid\N{NON-BREAKING HYPHEN}Dale Housing",
    "Zara\N{ZERO WIDTH SPACE} House",
    "ZARA \N{SOFT HYPHEN}Hall",
]
# Columns of text that are no names: codes, addresses, days, years, keys that a program makes.
CODES = {
    "duty",
    "period",
    "unit",
    "year",
    "path",
    "key",
    "role",
    "role_id",
    "kind",
    "discrepancy",
    "edition",
    "code",
    "slug",
}


def test_every_name_that_is_told_apart_is_folded():
    """A kind of records made tomorrow is asked as well."""
    ours = ("core", "accounts", "partnership", "indicators", "reporting")
    kept = [model for app in ours for model in apps.get_app_config(app).get_models()]
    by_bytes = [f"{model._meta.label}.{name}" for model in kept for name in _texts(model)]
    assert by_bytes == []


def _texts(model) -> list[str]:
    found = [name for one in model._meta.constraints for name in getattr(one, "fields", ())]
    found += [field.name for field in model._meta.local_fields if field.unique and not field.primary_key]
    texts = (name for name in found if type(model._meta.get_field(name)) in (models.CharField, models.TextField))
    return [name for name in texts if name not in CODES and not model._meta.get_field(name).choices]


def test_a_file_finds_the_agencies_that_another_file_brought(darlington, in_darlington):
    assert bring(darlington, "agencies", *({"Agency": name} for name in TYPED)).is_applied

    again = bring(darlington, "agencies", *({"Agency": name, "Kind": "Relevant agency"} for name in AGAIN))

    assert states(again) == ["same"] * len(AGAIN)
    assert sorted(Agency.objects.values_list("name", flat=True)) == sorted(TYPED)
    assert Organisation.objects.filter(name__fold__in=map(fold, AGAIN)).count() == len(TYPED)


def test_a_file_finds_the_item_of_spending_that_another_file_brought(darlington, in_darlington):
    row = {"Year": "2019-20", "Item": "Children's training", "Planned": "100"}
    assert bring(darlington, "spending", row).is_applied

    again = bring(darlington, "spending", row | {"Item": "Children’s training", "Planned": "250"})

    assert states(again) == ["changed"]
    assert Spending.objects.get().planned == 250


MADE = {
    Agency: (factories.AgencyFactory, "name"),
    FormerName: (factories.FormerNameFactory, "name"),
    Group: (factories.GroupFactory, "name"),
    GroupAlias: (factories.GroupAliasFactory, "name"),
    SavedView: (factories.SavedViewFactory, "name"),
    Spending: (factories.SpendingFactory, "item"),
}


@pytest.mark.parametrize("model", MADE, ids=lambda model: model.__name__)
@pytest.mark.parametrize(("typed", "again"), list(zip(TYPED, AGAIN, strict=True)))
def test_the_database_keeps_one_of_each_whoever_writes(in_darlington, model, typed, again):
    """Past every form and import, by the fastest way that there is."""
    factory, name = MADE[model]
    row = factory(**{name: typed})
    kept = {field.attname: getattr(row, field.attname) for field in model._meta.local_fields if not field.generated}
    twin = model(**kept | {"id": None, name: again})
    twin.pk = model._meta.pk.get_default()

    with pytest.raises(IntegrityError, match="once"), transaction.atomic():
        model.objects.bulk_create([twin])


def test_every_record_with_a_name_has_it_in_the_index(in_darlington):
    factories.OrganisationFactory(name=TYPED[0])
    with pytest.raises(IntegrityError, match="core_organisation_name_once"), transaction.atomic():
        factories.OrganisationFactory(name=AGAIN[0])


def test_short_former_and_other_names_are_known_before_any_guess(in_darlington):
    board = factories.AgencyFactory(name="NHS North East and North Cumbria Integrated Care Board", short_name="ICB")
    gone = factories.AgencyFactory(name="Darlington Clinical Commissioning Group", short_name="Darlington CCG")
    factories.AgencyFactory(name="ICB Friends")
    factories.FormerNameFactory(agency=board, name="Cumbria ICB")
    group = factories.GroupFactory(name="Child Exploitation Group")
    factories.GroupAliasFactory(group=group, name="The Vulnerable, Exploited and Missing group")

    known = directories.agencies()
    assert known.find("icb") == board.pk
    assert known.find("Darlington  CCG") == gone.pk
    assert known.find("Cumbria ICB") == board.pk
    assert directories.groups().find("the Vulnerable, Exploited and Missing Group") == group.pk
    assert known.find("ICB friends") != board.pk


def test_a_name_of_its_own_comes_before_another_ones_short_name(in_darlington):
    factories.AgencyFactory(name="North East Ambulance Service", short_name="NEAS")
    own = factories.AgencyFactory(name="NEAS")
    assert directories.agencies().find("neas") == own.pk


def test_a_short_name_of_two_is_asked_about(in_darlington):
    for name in ("North East Ambulance Service", "North East Ambulance Service NHS Foundation Trust"):
        factories.AgencyFactory(name=name, short_name="NEAS")
    with pytest.raises(ValueError, match="is the name of 2 records; write “North East Ambulance Service” or"):
        directories.agencies().find("NEAS")


@pytest.mark.parametrize(
    ("typed", "like"),
    [
        ("St Johns School, Neville", "St John's School, Neville"),
        ("Sians Cafe Trust", "Siân's Café Trust"),
        ("Mid Dale Housing", "Mid-Dale Housing"),
        ("Zara Hose", "Zara House"),
        ("ZH", "Zara House"),
    ],
)
def test_a_near_miss_is_remarked_in_the_preview(darlington, in_darlington, typed, like):
    for name in TYPED:
        factories.AgencyFactory(name=name, short_name="ZH" if name == "Zara House" else "")

    preview = bring(darlington, "agencies", {"Agency": typed}, confirm=False)

    assert states(preview) == ["new"]
    assert f"Row 2: “{typed}” is new, and much like “{like}”" in " ".join(preview.notes)


def test_names_that_differ_by_their_number_are_no_near_miss(darlington, in_darlington):
    wards = [{"Agency": f"Residents of the old town, ward {number}"} for number in range(1, 30)]
    assert bring(darlington, "agencies", *wards, confirm=False).notes == []


def test_a_new_heading_that_is_much_like_one_is_remarked(darlington, in_darlington):
    factories.SpendingFactory(year="2018-19", item="Children's training")
    row = {"Year": "2019-20", "Item": "Childrens training", "Planned": "1"}
    assert "“Childrens training” is new, and much like “Children's training”" in " ".join(
        bring(darlington, "spending", row, confirm=False).notes
    )


@pytest.mark.parametrize("noun", ["agency", "group"])
def test_a_near_miss_is_remarked_after_a_form(officer, darlington, noun):
    with partnership_scope(darlington):
        (factories.AgencyFactory if noun == "agency" else factories.GroupFactory)(name="Mid-Dale Housing")
    kind = "relevant" if noun == "agency" else "subgroup"

    answer = send(officer, at(f"{noun}_add"), name="Mid Dale Housing", kind=kind, which="new")

    assert answer.status_code == 302
    said = [str(message) for message in get_messages(answer.wsgi_request)]
    assert "“Mid Dale Housing” is much like “Mid-Dale Housing”. If both are one, keep one of them." in said
