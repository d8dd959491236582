"""Help for everybody: the guide by role, its search, and the foot of every page that leads to it."""

import pytest
from django.urls import reverse

from accounts.guide_pages import OF_ROLE
from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.guide import guide_pages
from tests.factories import AgencyFactory, make_member

pytestmark = pytest.mark.django_db


def text(answer):
    return answer.content.decode()


def test_anybody_reads_the_guide_before_they_sign_in(client):
    contents = text(client.get(reverse("help")))

    for page in guide_pages().values():
        assert f'href="{reverse("help_page", args=[page.name])}"' in contents
        assert client.get(reverse("help_page", args=[page.name])).status_code == 200
    assert client.get(reverse("help_page", args=["nothing"])).status_code == 404


def test_the_search_leads_to_the_part_that_answers(client):
    found = text(client.get(reverse("help"), {"q": "rename an agency"}))

    assert f'href="{reverse("help_page", args=["partners"])}#an-agency-gets-a-new-name"' in found
    assert "Nothing was found" in text(client.get(reverse("help"), {"q": "zzqqxx"}))


def test_a_page_has_its_contents_and_its_pictures(client):
    page = text(client.get(reverse("help_page", args=["partners"])))

    assert '<a class="govuk-link" href="#agencies-merge-or-split">' in page
    assert '<h2 id="agencies-merge-or-split">' in page
    assert 'alt="Renaming an agency"' in page


@pytest.mark.parametrize("role", Role)
def test_the_home_of_each_role_leads_to_its_own_page(role, darlington, client_for):
    with partnership_scope(darlington):
        agency = AgencyFactory()
    client = client_for(make_member(darlington, role, agency=agency))
    own = f'href="{reverse("help_page", args=[OF_ROLE[role]])}"'

    assert own in text(client.get("/darlington/"))
    contents = text(client.get(reverse("help")))
    assert own in contents[contents.index("For you") : contents.index("Everybody")]
