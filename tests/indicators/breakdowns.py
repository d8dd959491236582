"""Plans by sex and by age, with names and without, and what is said of them."""

import re

from django.urls import reverse

from core.db.tenancy import partnership_scope
from indicators.models import Measure
from tests.indicators.built import topic

KIT = re.compile(r'<input type="hidden" name="(version|receipt|seen|name-\d+)" value="([^"]*)"')
YEAR = {"period": "year", "in_year": "2019-20"}
NOT_SHOWN = "may be several breakdowns of the same people, so their total is not shown"

UNNAMED = {"Girls": 30, "Boys": 27, "Under 5": 40, "5 and over": 17}
SEVERAL = (
    "Girls and Boys add up to 57, and so do Under 5 and 5 and over. Fill in “Grouped by”, or tick that all of them are "
    "one breakdown"
)


def add_named():
    topic("Plans", {"Girls": 30, "Unknown": 27}, grouped_by="sex", is_exhaustive=True)
    topic("Plans", {"Under 5": 40, "Unknown": 17}, grouped_by="age group", is_exhaustive=True)


def add_unnamed():
    topic("Plans", UNNAMED, is_exhaustive=True)


def kept(partnership, model=Measure):
    with partnership_scope(partnership):
        part = "category" if model is Measure else "breakdown"
        return sorted(model.objects.values_list("grouped_by", part, "value"))


def url(name, *args, **query):
    address = reverse(f"indicators:{name}", args=["darlington", *args])
    return f"{address}?{'&'.join(f'{key}={value}' for key, value in query.items())}" if query else address


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def send(client, address, **typed):
    return client.post(address, dict(KIT.findall(client.get(address).content.decode())) | typed)
