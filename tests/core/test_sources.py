import pytest

from core.reports.sources import CannotBuild, sources

OFFERED = {
    "agencies",
    "budget",
    "contributions",
    "delegation",
    "group-purposes",
    "indicator-breakdown",
    "indicators",
    "key-figures",
    "measures",
    "staffing",
    "statutory-partners",
    "structure",
}


def test_every_app_offers_its_sources():
    assert set(sources()) >= OFFERED
    assert all(one.name and one.help for one in sources().values())


def test_an_option_that_is_not_known_is_named_with_those_that_are():
    with pytest.raises(CannotBuild, match="no option “colour”; its options are: groups"):
        sources()["group-purposes"].build(None, None, {"colour": "blue"})
