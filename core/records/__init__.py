"""Pages that add, change, end and void a record, for every app: `from core import records`; and how a service writes
what is in it (`core.records.writing`).
Lists of records are in `core.lists`, their history in `core.timelines`.
"""

from core.records.adding import add
from core.records.changing import change
from core.records.ending import Blocker, end
from core.records.page import within
from core.records.voiding import or_history, void

__all__ = ["Blocker", "add", "change", "end", "or_history", "void", "within"]
