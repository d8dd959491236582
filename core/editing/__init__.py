"""Screens that add, change and end a record, for every app: `from core import editing`."""

from core.editing.adding import add
from core.editing.changing import change
from core.editing.ending import Blocker, end

__all__ = ["Blocker", "add", "change", "end"]
