"""Views of a list that a person keeps: for them alone, harmless when the list has changed since."""

import pytest

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.lists import saved_views
from core.models import AccessEntry, SavedView
from tests import factories

VIEWS, AGENCIES = "/darlington/views/", "/darlington/agencies/"


@pytest.fixture
def user(darlington, member):
    return member(darlington, Role.SCRUTINEER)


@pytest.fixture
def client(user, client_for):
    return client_for(user)


def save(client, name="Statutory", query="kind=statutory", path=AGENCIES):
    return client.post(VIEWS, {"path": path, "query": query, "name": name})


def names(partnership):
    with partnership_scope(partnership):
        return list(SavedView.objects.values_list("name", "query"))


def text(response):
    return response.content.decode()


def test_a_view_is_saved_by_somebody_who_may_change_nothing_else(client, darlington):
    response = save(client, query="sort=-name&kind=statutory&page=3&export=csv&sector=")

    assert (response.status_code, response.url) == (302, f"{AGENCIES}?kind=statutory&sort=-name")
    assert names(darlington) == [("Statutory", "kind=statutory&sort=-name")]


def test_the_list_shows_the_views_and_marks_the_current_one(client):
    save(client)
    save(client, name="All of them", query="show=all")

    page = text(client.get(AGENCIES, {"kind": "statutory", "page": "1"}))

    assert f'<a class="govuk-link" href="{AGENCIES}?kind=statutory" aria-current="page">Statutory</a>' in page
    assert f'<a class="govuk-link" href="{AGENCIES}?show=all">All of them</a>' in page
    assert f'<a class="govuk-link" href="{AGENCIES}">Everything</a>' in page
    assert 'aria-current="page">Everything</a>' in text(client.get(AGENCIES))


def test_the_same_name_takes_the_place_of_what_was_there(client, darlington):
    save(client)
    save(client, query="kind=funder")

    assert names(darlington) == [("Statutory", "kind=funder")]


def test_views_are_of_one_list_and_of_one_person(client, darlington, member, client_for):
    save(client)
    other = client_for(member(darlington, Role.SCRUTINEER))

    assert "Statutory</a>" not in text(client.get("/darlington/structure/"))
    assert "Statutory</a>" not in text(other.get(AGENCIES))
    assert "No saved views yet" in text(other.get(VIEWS))


def test_a_view_is_removed_by_its_owner_alone(client, user, darlington, member, client_for):
    save(client)
    with partnership_scope(darlington):
        key = str(SavedView.objects.get().pk)

    client_for(member(darlington, Role.MANAGER)).post(VIEWS, {"remove": key})
    assert names(darlington) == [("Statutory", "kind=statutory")]
    page = text(client.post(VIEWS, {"remove": key}, follow=True))
    assert "“Statutory” is removed." in page
    assert names(darlington) == []
    assert client.post(VIEWS, {"remove": key}).status_code == 302
    assert client.post(VIEWS, {"remove": "nonsense"}).status_code == 302


@pytest.mark.parametrize("name", ["", " ", "x" * 81])
def test_a_view_needs_a_name_of_some_length(client, darlington, name):
    response = save(client, name=name)

    assert response.status_code == 200
    assert "Name of the view" in text(response)
    assert "govuk-error-summary" in text(response)
    assert names(darlington) == []


@pytest.mark.parametrize(
    "path", ["https://example.org/", "//example.org/", "/durham/agencies/", "/sign-in/", "/nowhere", "darlington/"]
)
def test_a_view_leads_nowhere_but_into_this_partnership(client, darlington, path):
    assert save(client, path=path).status_code == 404
    assert names(darlington) == []


@pytest.mark.parametrize(
    "query", ["kind=gone&sort=nothing&page=x", "on_day=99&on_month=x", "made=up", "%00=%00&kind=%00"]
)
def test_a_view_that_no_longer_fits_is_harmless(client, query):
    assert client.get(save(client, query=query).url).status_code == 200


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_view_of_a_choice_that_is_gone_shows_and_exports_nothing(client, user, darlington, form):
    """As after a file that gave the sector group another name."""
    with partnership_scope(darlington):
        factories.AgencyFactory(name="The Trust", sector="Health and care")
    address = save(client, query="sector=Health").url

    page = text(client.get(address))
    assert "The Trust" not in page
    assert "There is no “Health” under “Sector group”." in page
    assert "Clear the filters" in page

    answer = client.get(f"{address}&export={form}")
    assert (answer.status_code, answer.url) == (302, address)
    with partnership_scope(darlington):
        assert not AccessEntry.objects.filter(action=AccessEntry.Action.EXPORT).exists()


def test_the_log_says_what_was_exported(client, darlington):
    with partnership_scope(darlington):
        factories.AgencyFactory(name="The Trust", sector="Health and care")
        factories.AgencyFactory(name="The Council", sector="Local authority")

    exported = client.get(AGENCIES, {"sector": "health AND care", "export": "csv"}).content.decode()

    assert "The Trust" in exported
    assert "The Council" not in exported
    with partnership_scope(darlington):
        entry = AccessEntry.objects.get(action=AccessEntry.Action.EXPORT)
    assert "Sector group: Health and care" in entry.what
    assert entry.rows == 1


def test_a_list_in_which_a_filter_is_wrong_shows_nothing(client, darlington):
    """Of any list that has filters: each of its filters is asked for what there is not."""
    with partnership_scope(darlington):
        factories.AgencyFactory(name="Quillfeather Trust")
    for query in ("kind=gone", "sector=Gone", "show=x", "on_day=99&on_month=x", "kind=gone&show=all"):
        page = text(client.get(f"{AGENCIES}?{query}"))
        assert "Quillfeather" not in page, query
        assert "No agencies match" in page, query


def test_a_view_can_be_too_long_and_there_can_be_too_many(client, darlington, user, monkeypatch):
    assert save(client, query="kind=" + "x" * 1000).status_code == 200
    monkeypatch.setattr(saved_views, "MOST", 1)
    save(client)

    response = save(client, name="Another")

    assert response.status_code == 200
    assert "Remove one first" in text(response)
    assert save(client, query="kind=funder").status_code == 302
    assert names(darlington) == [("Statutory", "kind=funder")]


def test_another_partnerships_views_are_not_there(client, durham, user, member):
    member(durham, Role.SCRUTINEER, user=user)
    with partnership_scope(durham):
        factories.SavedViewFactory(user=user, name="Quillfeather", path=AGENCIES)

    assert "Quillfeather" not in text(client.get(AGENCIES))
    assert "Quillfeather" not in text(client.get(VIEWS))


def test_a_closed_partnership_offers_no_saving(client_for, member):
    closed = factories.PartnershipFactory(slug="closed-lists", closed_on="2020-03-31")
    client = client_for(member(closed, Role.MANAGER))

    assert "Save this view" not in text(client.get("/closed-lists/agencies/"))
    assert client.post("/closed-lists/views/", {"path": "/closed-lists/agencies/", "name": "x"}).status_code == 403
