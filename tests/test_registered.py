"""One walk over each register: whatever an app offers to the whole portal works, with nothing named here."""

import pytest
from django.db.models import Model
from django.urls import reverse

from accounts.roles import ROLES, Role
from core.dashboard import search
from core.db.tenancy import partnership_scope
from core.imports import exports, import_file, kinds
from core.settings import choose
from core.timelines import timelines
from indicators.services import explanations
from partnership.models import Post
from tests import world
from tests.factories import NoteFactory, PostFactory

WORD = world.OURS["word"]


@pytest.fixture
def rows(darlington):
    """A record of each model in a partnership with one of everything, by the model's label."""
    found = world.build(darlington, **world.OURS)
    said = {"key": found.discrepancy.key, "kind": "explained", "text": f"{WORD} it was rounded.", "by": found.owner}
    with partnership_scope(darlington):
        explained = explanations.explain(partnership=darlington, **said)
    every = [*vars(found).values(), explained]
    return {row._meta.label_lower: row for row in every if isinstance(row, Model)}


@pytest.mark.parametrize("role", Role)
def test_every_source_of_the_search_finds_its_row_for_those_who_may_see_it(darlington, rows, member, client_for, role):
    user = member(darlington, role, agency=rows["partnership.agency"] if ROLES[role].needs_agency else None)
    with partnership_scope(darlington, by=user):
        chosen = {"key": "days_ahead", "value": 30, "reason": f"{WORD} asked for it.", "by": user}
        choose(partnership=darlington, **chosen)
        NoteFactory(title=WORD, written_by=user)
    client, found = client_for(user), set()

    for word in (WORD, str(world.OURS["indicator"])):
        for group in client.get("/darlington/search/", {"q": word}).context["found"]:
            found.add(group.name)
            assert [hit.url for hit in group.hits if client.get(hit.url).status_code != 200] == [], group.name

    asked = {source.name: source.needs for source in search.sources() if source.needs}
    assert found & set(asked) == {name for name, needs in asked.items() if needs in ROLES[role].permissions}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_every_kind_of_records_comes_back_in_as_it_went_out(darlington, rows, form):
    for kind in kinds():
        with partnership_scope(darlington):
            content = exports.export(darlington, kind, form, is_raw=True)
            count = kind.model.objects.count()

        preview = import_file(darlington, kind.code, content)

        assert count > 0, kind.code
        assert preview.counts["same"] == count, preview.text()


def test_every_kind_of_records_has_a_list_that_opens(darlington, officer):
    for kind in kinds():
        assert officer.get(reverse(kind.list_url, args=["darlington"]), follow=True).status_code == 200, kind.code


def test_every_history_opens_and_leads_to_its_record(darlington, rows, member, client_for):
    client = client_for(member(darlington, Role.MANAGER))
    for label in timelines():
        page = client.get(reverse("history", args=["darlington", label, rows[label].pk]))
        with partnership_scope(darlington):
            address = rows[label].get_absolute_url()

        assert page.status_code == 200, label
        assert f'href="{address}"' in page.content.decode(), label
        assert client.get(address).status_code == 200, label


def test_a_record_knows_its_page_without_asking_the_database(darlington, django_assert_num_queries):
    with partnership_scope(darlington):
        post = Post.objects.get(pk=PostFactory().pk)
        with django_assert_num_queries(0):
            address = post.get_absolute_url()

    assert address == f"/darlington/people/{post.pk}/"


def test_a_record_of_another_partnership_leads_there(darlington, durham):
    with partnership_scope(durham):
        post = PostFactory()
    with partnership_scope(darlington):
        assert post.get_absolute_url() == f"/durham/people/{post.pk}/"
