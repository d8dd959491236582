"""The registers in which apps offer what pages of the whole portal show, such as timelines, mails and kinds of import.
What is offered is described in the room of its page; the modules in which apps register theirs are in `core.apps`.
"""

from collections import UserDict


class AlreadyRegistered(Exception):
    """The key is taken. The text names what has it and what wanted it."""


class Registry(UserDict):
    """A dict, in the order in which things were registered, that takes nothing under a key that is taken.

    `noun` is what several of them are called. A refusal names a function by where it stands, all else by its `repr`.
    """

    def __init__(self, noun: str):
        super().__init__()
        self.noun = noun

    def __setitem__(self, key: str, one):
        if key in self:
            names = f"{_name(self[key])} and {_name(one)}"
            raise AlreadyRegistered(f"Two {self.noun} are registered as “{key}”: {names}.")
        super().__setitem__(key, one)


def dotted(function) -> str:
    """Where a function stands: its key where nobody asks for it by another name."""
    return f"{function.__module__}.{function.__qualname__}"


def _name(one) -> str:
    return dotted(one) if hasattr(one, "__qualname__") else repr(one)
