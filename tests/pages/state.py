"""A page in one of its states. Each module in `states/` lists some in `STATES`; `test_pages` opens them all."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from accounts.roles import Role


@dataclass(frozen=True)
class State:
    """`make` fills the records, in Darlington's open scope, and returns the address.

    `role` is who looks; None is nobody signed in. `act` is done to the page first, such as sending a form empty, in
    a browser with JavaScript and in one without; `is_error` says that it then shows an error summary.
    """

    name: str
    make: Callable[[], str]
    role: Role | None = Role.OFFICER
    status: int = 200
    act: Callable | None = None
    is_error: bool = False


def all_states() -> list[State]:
    names = sorted(path.stem for path in (Path(__file__).parent / "states").glob("[a-z]*.py"))
    modules = [import_module(f"tests.pages.states.{name}") for name in names]
    states = [state for module in modules for state in module.STATES]
    assert len({state.name for state in states}) == len(states), "two states have one name"
    return states
