from types import SimpleNamespace

from core.db.trees import forest


def row(pk, parent=None):
    return SimpleNamespace(pk=pk, parent_id=parent)


def shape(nodes):
    return [(node.row.pk, shape(node.children)) for node in nodes]


def test_rows_stand_below_their_parents_in_their_order():
    rows = [row("c", "a"), row("a"), row("b", "a"), row("d", "b")]

    assert shape(forest(rows, "parent_id")) == [("a", [("c", []), ("b", [("d", [])])])]


def test_a_row_whose_parent_is_not_there_is_a_root():
    assert shape(forest([row("b", "gone")], "parent_id")) == [("b", [])]


def test_parents_in_a_circle_lose_nobody():
    rows = [row("a", "b"), row("b", "a"), row("c", "a")]

    assert shape(forest(rows, "parent_id")) == [("a", [("b", []), ("c", [])])]


def test_no_rows_are_no_trees():
    assert forest([], "parent_id") == []
