"""`make test` is several runs of pytest, two at a time: each test is in one of them, and what fails fails the whole."""

from pathlib import Path

from tools import embedded, test

ROOT = Path(__file__).resolve().parents[2]


def is_in(part, path) -> bool:
    ignored = [option.removeprefix("--ignore=") for option in part if option.startswith("--ignore=")]
    return any(path.is_relative_to(folder) for folder in part) and not any(map(path.is_relative_to, ignored))


def test_every_test_is_in_one_of_the_runs():
    files = [path.relative_to(ROOT) for path in (ROOT / "tests").rglob("test_*.py")]

    assert len(files) > 100
    assert [path for path in files if sum(is_in(part, path) for part in (*test.LONGEST, test.REST)) != 1] == []


def test_what_fails_in_one_run_fails_the_whole_and_is_told(tmp_path, monkeypatch, capsys):
    runs = {}
    for name, asserted in (("first", "True"), ("second", "False"), ("third", "True")):
        runs[name] = tmp_path / name / f"test_{name}.py"
        runs[name].parent.mkdir()
        runs[name].write_text(f"def test_{name}():\n    assert {asserted}\n")
    monkeypatch.setattr(test, "LONGEST", ((str(runs["first"]),), (str(runs["second"]),)))
    monkeypatch.setattr(test, "REST", (str(runs["third"]),))
    monkeypatch.setenv("ARGS", "")
    # These three need neither the portal nor what helps to test it, which each run would read for seconds.
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")

    status = test._all([embedded.TEST_FOLDER])

    said = capsys.readouterr().out
    assert (status, said.count("1 passed"), said.count("FAILED")) == (1, 2, 1)
