import signal

import pytest

from tools import environment, folder


@pytest.fixture(autouse=True)
def _signals_as_before():
    """The supervisor takes the signals over; the test run wants them back."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def place(tmp_path, monkeypatch):
    """The set-up's own folder, moved aside."""
    monkeypatch.setattr(folder, "ROOT", tmp_path)
    monkeypatch.setattr(folder, "VAR", tmp_path / "var")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    (tmp_path / "requirements").mkdir()
    for lock in environment.ALSO_HOLDS:
        (tmp_path / "requirements" / f"{lock}.lock").write_text(f"# nothing is in the {lock} lock\n")
    return tmp_path
