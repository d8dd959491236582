import csv
from contextlib import ExitStack
from pathlib import Path

import pytest

from core.db.tenancy import partnership_scope
from core.imports import import_file
from core.models import JointMember
from indicators.models import Indicator
from indicators.models.indicators import EDITION
from tests import database
from tests.factories.core import PartnershipFactory

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def catalogue(partnerships, django_db_blocker):
    """The shipped indicators by number, made by the owner for the whole file."""
    with django_db_blocker.unblock(), database.catalogues_as_before():
        with (ROOT / "indicators/catalogue/indicators.csv").open(newline="", encoding="utf-8") as file:
            rows = [Indicator(edition=EDITION, number=row["Number"], name=row["Name"]) for row in csv.DictReader(file)]
        Indicator.objects.using("owner").bulk_create(rows, ignore_conflicts=True)
        yield


@pytest.fixture(scope="session")
def places(partnerships, django_db_blocker):
    """Both partnerships of the demo and their two joint bodies by slug."""
    with django_db_blocker.unblock():
        body = PartnershipFactory(slug="durham-darlington-cdop", name="Child Death Overview Panel", kind="joint")
        for member in (partnerships["darlington"], partnerships["durham"]):
            JointMember.objects.using("owner").get_or_create(body_id=body.pk, member_id=member.pk)
    return {**partnerships, body.slug: body}


@pytest.fixture
def loaded(places, catalogue, db):
    """`loaded(slug)` imports the partnership's files and leaves its scope open."""
    with ExitStack() as scopes:

        def load(slug):
            for path in sorted((ROOT / "demo" / slug).glob("*.csv")):
                import_file(places[slug], path.stem[3:], path)
            scopes.enter_context(partnership_scope(places[slug]))
            return places[slug]

        yield load
