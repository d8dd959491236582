"""Trees of rows that point at a parent."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class Node:
    row: object
    children: list["Node"] = field(default_factory=list)


def forest(rows: Iterable, parent: str) -> list[Node]:
    """The rows as trees, in their order. `parent` names the attribute with the parent's key.

    A row whose parent is not among them is a root, and no row is lost where parents go round in a circle.
    """
    nodes = {row.pk: Node(row) for row in rows}
    below = defaultdict(list)
    for node in nodes.values():
        above = getattr(node.row, parent)
        below[above if above in nodes else None].append(node)
    placed: set = set()
    roots = [_grown(node, below, placed) for node in below[None]]
    return roots + [_grown(node, below, placed) for node in nodes.values() if node.row.pk not in placed]


def _grown(node: Node, below: dict, placed: set) -> Node:
    placed.add(node.row.pk)
    node.children = [_grown(child, below, placed) for child in below[node.row.pk] if child.row.pk not in placed]
    return node
