"""Room for the calls of a request.

CPython keeps the frames of running calls in pieces of 16 KB. Where a loop happens to cross the end of a piece, each of
its calls fetches a piece from the system and gives it back, so the same template took up to twice as long only because
of how many calls lay above it. A frame that claims a large stack makes its piece large, and all below it fits in there.
"""

from collections.abc import Callable

SLOTS = 40_000  # of 8 bytes: the piece is then 512 KB, of which about 190 KB are left for what is called


def roomy(call: Callable) -> Callable:
    """The same call, as quick wherever it is made from."""

    def with_room(*args, **kwargs):
        return call(*args, **kwargs)

    with_room.__code__ = with_room.__code__.replace(co_stacksize=SLOTS)
    return with_room
