"""The groups of a partnership as trees."""

from collections.abc import Iterable

from core.db.trees import Node, forest
from core.formatting.folding import sort_key
from partnership.models import Group


def structure_of(groups: Iterable[Group]) -> list[Node]:
    """Who reports to whom: the partnership's own trees first, then groups that stand alone, joint bodies last."""
    roots = forest(groups, "parent_id")
    return sorted(
        roots, key=lambda node: (node.row.joint_body_id is not None, not node.children, sort_key(node.row.name))
    )
