"""Plans by sex and by age, with names and without, and what is said of them."""

from core.db.tenancy import partnership_scope
from indicators.models import Measure
from tests.indicators.built import topic

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
