import threading

import pytest
from django.apps import apps
from django.db import connection

from core.db.tenancy import partnership_scope
from indicators.discrepancies import discrepancies
from indicators.models import Explanation
from indicators.services.explanations import NoSuchDiscrepancy, Stale, TextMissing, explain
from tests.factories import ContributionFactory, PrintedTotalFactory, UserFactory

EXPLAINED, CORRECTED = Explanation.Kind.EXPLAINED, Explanation.Kind.CORRECTED


@pytest.fixture
def differing(in_darlington):
    """A printed total of £90 over a contribution of £100."""
    ContributionFactory(agreed=100)
    PrintedTotalFactory(of="Contributions in cash", printed=90, period="2019-20")
    return discrepancies(in_darlington)[0]


def say(partnership, found, text="A line was left out.", kind=EXPLAINED, **given):
    return explain(partnership=partnership, key=found.key, kind=kind, text=text, by=UserFactory(), **given)


def test_an_explained_discrepancy_is_no_longer_open(in_darlington, differing):
    say(in_darlington, differing)
    (found,) = discrepancies(in_darlington)
    assert not found.is_open
    assert found.explanation.text == "A line was left out."
    assert (found.explanation.printed, found.explanation.computed) == (90, 100)


def test_a_second_word_replaces_the_first_and_history_keeps_both(in_darlington, differing):
    first = say(in_darlington, differing)
    say(in_darlington, differing, "To be put right in the next report.", CORRECTED, version=first.version)
    kept = apps.get_model("indicators", "ExplanationEvent").objects.order_by("pgh_id")
    assert [event.text for event in kept] == ["A line was left out.", "To be put right in the next report."]
    assert Explanation.objects.get().kind == CORRECTED


@pytest.mark.parametrize("version", [0, 2])
def test_who_has_not_seen_the_last_word_changes_nothing(in_darlington, differing, version):
    say(in_darlington, differing)
    with pytest.raises(Stale) as refused:
        say(in_darlington, differing, "Something else.", version=version)
    assert refused.value.current.text == "A line was left out."
    assert Explanation.objects.get().text == "A line was left out."


def test_the_same_words_sent_twice_are_kept_once(in_darlington, differing):
    first, second = say(in_darlington, differing), say(in_darlington, differing)
    assert (first.pk, first.version) == (second.pk, second.version)


def test_the_same_words_of_another_kind_are_other_words(in_darlington, differing):
    say(in_darlington, differing)
    with pytest.raises(Stale):
        say(in_darlington, differing, kind=CORRECTED)


def test_when_the_figures_change_it_has_to_be_explained_again(in_darlington, differing):
    say(in_darlington, differing)
    ContributionFactory(agreed=5)
    (found,) = discrepancies(in_darlington)
    assert found.is_open
    assert found.outdated.text == "A line was left out."
    say(in_darlington, found, "Another one too.", version=found.version)
    assert not discrepancies(in_darlington)[0].is_open


def test_nothing_is_said_without_words_or_about_what_agrees(in_darlington, differing):
    with pytest.raises(TextMissing):
        say(in_darlington, differing, "  ")
    with pytest.raises(NoSuchDiscrepancy):
        explain(partnership=in_darlington, key="income-2019-20-0", kind=EXPLAINED, text="Why?", by=UserFactory())
    assert not Explanation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_first_words_at_once_one_is_refused(darlington):
    with partnership_scope(darlington):
        ContributionFactory(agreed=100)
        PrintedTotalFactory(of="Contributions in cash", printed=90, period="2019-20")
        found = discrepancies(darlington)[0]
    users, together, said = [UserFactory(), UserFactory()], threading.Barrier(2, timeout=10), []

    def write(user):
        try:
            with partnership_scope(darlington, by=user):
                together.wait()
                explain(partnership=darlington, key=found.key, kind=EXPLAINED, text=user.email, by=user)
                said.append(user.email)
        except Stale as refused:
            said.append(refused.current.text)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=[user]) for user in users]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert len(said) == 2
    assert len(set(said)) == 1
