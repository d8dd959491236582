"""Screens that add, change, end and take back a record, for every app: `from core import editing`."""

from core.editing.adding import add
from core.editing.changing import change
from core.editing.ending import Blocker, end
from core.editing.taking_back import or_history, take_back

__all__ = ["Blocker", "add", "change", "end", "or_history", "take_back"]
