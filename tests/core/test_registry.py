"""Nothing that an app registers takes the place of something else."""

import re

import pytest

from accounts.offboarding import open_work
from accounts.open_work import invitations_sent
from core.dashboard.overview import card, duty
from core.dashboard.search import searched
from core.history.voiding import lacks
from core.imports import kind_named, register
from core.jobs.mails import mail
from core.registry import AlreadyRegistered, Registry
from core.reports.sources import chooser, source, sources
from core.settings import preference
from core.timelines import timeline
from partnership.duties import posts_ending
from partnership.models import Post
from partnership.overview import agencies
from partnership.searching import posts
from reporting.lacking import sections_without_figures


def mine(*args):
    return ()


def set_days_ahead():
    preference("days_ahead", group="Mine", label="Mine", help="", default=1, field=mine)


AGAIN = {
    "cards": lambda: card(1)(agencies),
    "duties": lambda: duty(1)(posts_ending),
    "sources of the search": lambda: searched("Mine", 1)(posts),
    "sorts of open work": lambda: open_work("Mine", 1)(invitations_sent),
    "looks for what is lacking": lambda: lacks(sections_without_figures),
    "mails": lambda: mail("accounts.invitation")(mine),
    "kinds of records": lambda: register(kind_named("posts")),
    "timelines": lambda: timeline(Post),
    "settings": set_days_ahead,
    "sources": lambda: source("agencies", name="Mine")(mine),
    "choosers": lambda: chooser("contributions", question="Mine?", kind="posts", nothing="None.")(mine),
}


@pytest.mark.parametrize("noun", AGAIN)
def test_a_second_one_is_refused_everywhere(noun):
    sources()

    with pytest.raises(AlreadyRegistered, match=f"^Two {noun} are registered as “"):
        AGAIN[noun]()


def test_a_refusal_names_both_and_changes_nothing():
    registry = Registry("figures")
    registry["one"], registry["two"] = posts, ("a", "pair")
    both = "Two figures are registered as “one”: partnership.searching.posts and tests.core.test_registry.mine."

    with pytest.raises(AlreadyRegistered, match=re.escape(both)):
        registry["one"] = mine
    with pytest.raises(AlreadyRegistered):
        registry.update(two=mine)

    assert dict(registry) == {"one": posts, "two": ("a", "pair")}
