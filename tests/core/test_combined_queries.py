"""Several questions in one statement: each keeps its rows, their order and their kinds of value."""

import datetime
from decimal import Decimal

from django.db.models import Count, F, Sum

from core.db.combined_queries import counted, kept, only, rows_of
from core.db.tenancy import partnership_scope
from partnership.models import Contribution, Post
from tests import factories


def test_each_question_has_its_rows_in_its_order(in_darlington, django_assert_num_queries):
    for title, last in (("Analyst", datetime.date(2020, 3, 31)), ("Trainer", None)):
        factories.PostFactory(title=title, ends_on=last)
    factories.ContributionFactory(agreed="100.10", agency__name="Police")

    with django_assert_num_queries(1):
        posts, money, none = rows_of(
            [
                Post.objects.order_by("-title").values("title", "ends_on"),
                Contribution.objects.values("agreed", "year", name=F("agency__name")),
                Post.objects.filter(title="Nobody").values("title"),
            ],
        )

    assert posts == [
        {"title": "Trainer", "ends_on": None},
        {"title": "Analyst", "ends_on": datetime.date(2020, 3, 31)},
    ]
    assert money == [{"agreed": Decimal("100.10"), "year": "2019-20", "name": "Police"}]
    assert isinstance(money[0]["agreed"], Decimal)
    assert none == []


def test_nothing_is_asked_where_there_is_no_question(in_darlington, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert rows_of([]) == []


def test_counts_of_a_table_are_one_row_or_none(in_darlington):
    question = counted(Post.objects.all(), all=Count("pk"), fte=Sum("fte"))
    (before,) = rows_of([question])
    factories.PostFactory.create_batch(2, fte="0.60")
    (after,) = rows_of([question])

    assert only(before, all=0, fte=None) == {"all": 0, "fte": None}
    assert only(after, all=0)["all"] == 2
    assert only(after)["fte"] == Decimal("1.20")


def test_the_rows_are_those_of_the_scope_in_which_they_are_asked(darlington, durham):
    with partnership_scope(durham):
        factories.PostFactory(title="Theirs")
        question = Post.objects.values("title")
    with partnership_scope(darlington):
        factories.PostFactory(title="Ours")
        assert rows_of([question]) == [[{"title": "Ours"}]]


def test_a_kept_question_is_made_once_for_its_arguments_and_answered_anew_in_each_scope(darlington, durham):
    made = []

    @kept
    def posts(title):
        made.append(title)
        return [Post.objects.filter(title=title).values("title", "ends_on")]

    with partnership_scope(durham):
        factories.PostFactory(title="Analyst", ends_on=None)
        theirs = posts("Analyst")
        assert rows_of(theirs) == [[{"title": "Analyst", "ends_on": None}]]
    with partnership_scope(darlington):
        assert rows_of(posts("Analyst")) == [[]]
        factories.PostFactory(title="Analyst", ends_on=datetime.date(2020, 3, 31))
        assert rows_of(posts("Analyst")) == [[{"title": "Analyst", "ends_on": datetime.date(2020, 3, 31)}]]
        assert rows_of(theirs) == [[]]
        assert rows_of(posts("Trainer")) == [[]]
    assert made == ["Analyst", "Analyst", "Trainer"]


def test_a_kept_question_that_nothing_can_answer_is_not_sent(in_darlington, django_assert_num_queries):
    nobody = kept(lambda: [Post.objects.none().values("title")])
    with django_assert_num_queries(0):
        assert rows_of(nobody()) == [[]]
