"""Search finds what the person may see, in their partnership, and nothing else."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import ROLES, Permission, Role
from core.dashboard import search
from core.db.tenancy import partnership_scope
from core.settings import choose
from indicators.discrepancies import discrepancies
from indicators.models import Explanation, PrintedTotal
from reporting.models import Report
from tests import factories

WORD = "Quillfeather"


def found(client, q, slug="darlington", **more):
    """What was found, by the name of its group."""
    response = client.get(f"/{slug}/search/", {"q": q, **more})
    assert response.status_code == 200
    return {group.name: [hit.title for hit in group.hits] for group in response.context["found"]}


def everything(word, writer=None):
    """One of each kind that can be found, with the word in it. `writer` keeps a note."""
    agency = factories.AgencyFactory(name=f"Agency {word}")
    factories.PostFactory(title=f"Post {word}")
    factories.RoleHolderFactory(title=f"Chief {word}")
    factories.GroupFactory(name=f"Group {word}")
    contribution = factories.ContributionFactory(agency=agency)
    factories.IncomeFactory(item=f"Fees {word}")
    factories.SpendingFactory(item=f"Rent {word}")
    factories.IndicatorValueFactory(commentary=f"As {word} says")
    factories.MeasureFactory(topic=f"Topic {word}")
    factories.OwnIndicatorFactory(topic=f"Own {word}")
    explained(word, contribution)
    chosen = {"key": "days_ahead", "value": 30, "reason": f"{word} asked for it.", "by": factories.UserFactory()}
    choose(partnership=agency.partnership, **chosen)
    factories.NoteFactory(title=f"Note {word}", written_by=writer or factories.UserFactory())
    factories.ImportBatchFactory(file_name=f"{word}.csv", state="wrong", problem="No heading.")
    factories.SectionFactory(title=f"Section {word}", report=Report.objects.first() or factories.ReportFactory())
    factories.make_member(agency.partnership, Role.LAY_MEMBER, user=factories.UserFactory(name=f"Person {word}"))


def explained(word, contribution):
    """A printed total with the word in its source, and one in what was written about it."""
    told = {"of": "Contributions in cash", "period": contribution.year, "printed": 1}
    factories.PrintedTotalFactory(**told, source=f"Report {word}")
    found = next(one for one in discrepancies(contribution.partnership) if word in one.source)
    written = {"text": f"As {word} says.", "printed": 1, "computed": 2, "written_by": factories.UserFactory()}
    Explanation.objects.create(
        partnership=contribution.partnership, discrepancy=found.key, kind=Explanation.Kind.EXPLAINED, **written
    )


NEEDS = {
    "Agencies": Permission.VIEW_DIRECTORY,
    "Role holders": Permission.VIEW_DIRECTORY,
    "Groups": Permission.VIEW_DIRECTORY,
    "Posts": Permission.VIEW_RECORDS,
    "Contributions": Permission.VIEW_RECORDS,
    "Income and spending": Permission.VIEW_RECORDS,
    "Comments on indicators": Permission.VIEW_RECORDS,
    "Other figures": Permission.VIEW_RECORDS,
    "Printed totals": Permission.VIEW_RECORDS,
    "Explained discrepancies": Permission.VIEW_RECORDS,
    "Settings": Permission.VIEW_RECORDS,
    "Your notes": Permission.WRITE_NOTES,
    "Imported files": Permission.KEEP_RECORDS,
    "Sections of the annual report": Permission.VIEW_DRAFTS,
    "People with access": Permission.MANAGE_PEOPLE,
    "Indicators of your own": Permission.VIEW_RECORDS,
}


@pytest.mark.parametrize("role", Role)
def test_each_role_finds_what_it_may_see(darlington, member, client_for, role):
    looks = member(darlington, role)
    with partnership_scope(darlington):
        everything(WORD, looks)

    groups = found(client_for(looks), WORD)

    assert set(groups) == {name for name, needs in NEEDS.items() if needs in ROLES[role].permissions}


@pytest.mark.parametrize("role", [Role.SCRUTINEER, Role.MANAGER])
def test_nobody_elses_notes_are_found(darlington, member, client_for, role):
    with partnership_scope(darlington):
        factories.NoteFactory(title=f"Note {WORD}", written_by=member(darlington, Role.SCRUTINEER))

    assert found(client_for(member(darlington, role)), WORD) == {}


@pytest.mark.parametrize(("words", "setting"), [("small numbers", "Rule for small numbers"), ("60 days", "Days to")])
def test_a_setting_is_found_by_its_name_and_by_what_it_is(darlington, member, client_for, words, setting):
    (title,) = found(client_for(member(darlington, Role.SCRUTINEER)), words)["Settings"]

    assert title.startswith(setting)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.SCRUTINEER])
def test_each_hit_leads_to_a_page_that_opens(darlington, member, client_for, role):
    looks = member(darlington, role)
    with partnership_scope(darlington):
        everything(WORD, looks)
    client = client_for(looks)

    for group in client.get("/darlington/search/", {"q": WORD}).context["found"]:
        for hit in group.hits:
            assert client.get(hit.url).status_code == 200, (group.name, hit.url)


def test_an_explanation_of_what_now_agrees_has_no_page_and_is_not_found(officer, darlington):
    with partnership_scope(darlington):
        explained(WORD, factories.ContributionFactory())
        PrintedTotal.objects.update(printed=None)

    assert "Explained discrepancies" not in found(officer, WORD)


def test_another_partnerships_words_are_never_found(officer, durham):
    with partnership_scope(durham):
        everything(WORD)

    response = officer.get("/darlington/search/", {"q": WORD})

    assert response.context["found"] == []
    assert "Nothing was found" in response.content.decode()


def test_an_agency_is_found_by_the_name_it_had(officer, darlington):
    with partnership_scope(darlington):
        agency = factories.AgencyFactory(name="Integrated Care Board")
        factories.FormerNameFactory(agency=agency, name="Clinical Commissioning Group")
        factories.FormerNameFactory(agency=agency, name="Commissioning Trust")

    page = officer.get("/darlington/search/", {"q": "commissioning clinical"}).content.decode()

    assert page.count("Integrated Care Board") == 1
    assert "formerly <mark>Clinical</mark> <mark>Commissioning</mark> Group" in page


def test_a_group_is_found_by_its_other_name(officer, darlington):
    with partnership_scope(darlington):
        alias = factories.GroupAliasFactory(name="Missing and exploited")

    assert found(officer, "exploited") == {"Groups": [alias.group.name]}


def test_an_indicator_is_found_by_its_number(officer):
    factories.IndicatorFactory(number=9907, name="Something rare")

    assert found(officer, "9907") == {"Indicators": ["9907 Something rare"]}


@pytest.mark.parametrize("role", Role)
def test_the_catalogue_is_found_by_those_who_see_the_records(darlington, member, client_for, role):
    factories.IndicatorFactory(number=9907, name="Something rare")

    is_found = "Indicators" in found(client_for(member(darlington, role)), "9907")
    assert is_found == (Permission.VIEW_RECORDS in ROLES[role].permissions)


def test_all_the_words_must_be_there(officer, darlington):
    with partnership_scope(darlington):
        factories.AgencyFactory(name="North Trust")
        factories.AgencyFactory(name="North Council")

    assert found(officer, "NORTH trust") == {"Agencies": ["North Trust"]}
    assert found(officer, "“north”, & (trust)") == {"Agencies": ["North Trust"]}


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("upload", "Import and export"),
        ("invite", "Users"),
        ("who exported", "Access log"),
        ("spending", "Budget and contributions"),
    ],
)
def test_pages_of_the_portal_are_found(darlington, member, client_for, words, page):
    assert page in found(client_for(member(darlington, Role.MANAGER)), words)["Pages"]


def test_pages_that_one_may_not_open_are_not_found(darlington, member, client_for):
    assert found(client_for(member(darlington, Role.CONTRIBUTOR)), "access log") == {}


def test_what_has_ended_is_found_on_its_own_page(officer, darlington):
    with partnership_scope(darlington):
        post = factories.PostFactory(title="Former clerk", ends_on=datetime.date(2019, 3, 31))

    page = officer.get("/darlington/search/", {"q": "clerk"}).content.decode()

    assert f'href="/darlington/people/{post.pk}/"' in page


@pytest.mark.parametrize(
    "q",
    [
        "x" * 300,
        "%%", "_%", "\\\\", "'; DROP TABLE x; --", "((", "\x00\x00\x00", "é" * 300, "<script>alert(1)</script>",
        " ".join(str(number) for number in range(300)),
    ],
)  # fmt: skip
def test_whatever_is_typed_is_looked_for_and_does_no_harm(officer, darlington, q):
    with partnership_scope(darlington):
        factories.AgencyFactory(name="Plain name")

    response = officer.get("/darlington/search/", {"q": q})

    assert response.status_code == 200
    assert "Plain name" not in response.content.decode()
    assert "<script>alert" not in response.content.decode()


def test_a_percent_sign_is_a_percent_sign(officer, darlington):
    with partnership_scope(darlington):
        factories.AgencyFactory(name="100% Youth")
        factories.AgencyFactory(name="1000 Youth")

    assert found(officer, "100%") == {"Agencies": ["100% Youth"]}


@pytest.mark.parametrize("q", ["", " ", "e", "\x00"])
def test_too_little_is_not_looked_for(officer, q):
    response = officer.get("/darlington/search/", {"q": q})

    assert response.context["found"] == []
    assert "Write a little more" in response.content.decode() or not q.strip()


def test_ten_of_each_are_shown_and_all_on_a_page_of_their_own(officer, darlington):
    with partnership_scope(darlington):
        for number in range(12):
            factories.AgencyFactory(name=f"Trust {number:02}")
        factories.GroupFactory(name="Trust group")

    first = officer.get("/darlington/search/", {"q": "trust"}).content.decode()
    every = officer.get("/darlington/search/", {"q": "trust", "in": "agencies"}).content.decode()

    assert (first.count("<mark>Trust</mark> 0") + first.count("<mark>Trust</mark> 1"), "All 12 agencies" in first) == (
        10,
        True,
    )
    assert every.count("<mark>Trust</mark> 0") + every.count("<mark>Trust</mark> 1") == 12
    assert "Trust</mark> group" in first
    assert "Trust</mark> group" not in every


def test_more_than_can_be_shown_asks_for_another_word(officer, darlington, monkeypatch):
    monkeypatch.setattr(search, "MOST", 3)
    with partnership_scope(darlington):
        for number in range(5):
            factories.AgencyFactory(name=f"Trust {number}")

    page = officer.get("/darlington/search/", {"q": "trust"}).content.decode()

    assert "3 or more" in page
    assert "There may be more" in page


@pytest.mark.django_db(transaction=True)
def test_the_statements_do_not_grow_with_what_is_found(darlington, member, client_for):
    manager = member(darlington, Role.MANAGER, Role.SCRUTINEER)
    client, counts = client_for(manager), []
    for more in (1, 12):
        with partnership_scope(darlington):
            for number in range(more):
                everything(f"{WORD} {more}-{number}", manager)
        with CaptureQueriesContext(connection) as queries:
            client.get("/darlington/search/", {"q": WORD})
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[0] <= 36


def test_more_than_is_looked_for_is_cut_and_told(officer, darlington):
    with partnership_scope(darlington):
        factories.AgencyFactory(name="Plain name")

    page = officer.get("/darlington/search/", {"q": f"Plain name {' ' * 200}{'x' * 4000}"})

    assert "Only the first 200 letters were looked for." in page.content.decode()
    assert "Plain name" in page.content.decode()
    assert page.content.decode().count('maxlength="200"') == 1
