"""The demo loads through the same services as the pages, and loading it again changes nothing."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from core.models import Partnership
from core.tenancy import partnership_scope
from partnership.models import Agency
from reporting import demo_loading
from reporting.models import Report, Section

pytestmark = pytest.mark.django_db(transaction=True)


def counts():
    found = {}
    for partnership in Partnership.objects.filter(slug__in=["darlington", "durham"]):
        with partnership_scope(partnership):
            found[partnership.slug] = (Agency.objects.count(), Section.objects.count(), Report.objects.count())
    return found, User.objects.count()


@pytest.fixture
def loaded(partnerships):
    """The demo, loaded. It renames the partnerships of the other tests, so they get their names back."""
    call_command("load_catalogues")
    call_command("load_demo")
    yield
    for one in partnerships.values():
        named = {name: getattr(one, name) for name in demo_loading.DEFAULTS}
        Partnership.objects.using("owner").filter(pk=one.pk).update(**named)


def test_loading_again_changes_nothing(loaded):
    before = counts()

    call_command("load_demo")

    assert counts() == before
    assert all(reports == 1 and sections > 40 for _, sections, reports in before[0].values())


def test_every_section_is_accepted_and_one_has_an_author(loaded, darlington):
    with partnership_scope(darlington):
        assert set(Section.objects.values_list("state", flat=True)) == {"accepted"}
        (asked,) = Section.objects.exclude(author=None)
    assert asked.author.email == "trust@darlington.example"


def test_every_sign_in_works(loaded, client):
    for person in demo_loading.read(demo_loading.FOLDER / "people.toml")["person"]:
        assert User.objects.get(email=person["email"]).check_password(demo_loading.PASSWORD)


def test_production_is_never_given_the_demo(settings, db):
    settings.PRODUCTION = True

    with pytest.raises(CommandError):
        call_command("load_demo")
