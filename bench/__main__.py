"""`make bench`."""

import sys

from bench import database
from tools import embedded


def main() -> int:
    database.prepare()
    from bench import compile, imports, pages, published, sessions, texts, wall, world  # noqa: PLC0415 -- Django is ready only now

    print("Times their floor, the quickest rounds of one run:\n")
    results = [*_shown(texts.run()), *_shown(compile.run())]
    published.make()
    results += [*_shown(pages.doors()), *_shown(sessions.run(pages.SMALL)), *_shown(pages.run())]
    before = pages.small()
    rows = world.make()
    print(f"\n  {rows:,} rows of 150 partnerships made\n")
    results += [*_shown(pages.grown(before)), *_shown(pages.run_large()), *_shown(wall.run()), *_shown(imports.run())]
    over = [result.name for result in results if result.aim is not None and result.ratio > result.aim]
    print(f"\n{len(over)} of {len(results)} over their aim." if over else "\nAll within their aims.")
    return 0


def _shown(results) -> list:
    """Print each result as soon as it is there."""
    shown = []
    for result in results:
        print(result, flush=True)
        shown.append(result)
    return shown


if __name__ == "__main__":
    try:
        sys.exit(main())
    finally:
        embedded.stop(database.FOLDER)
