import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def roomy(call):
    """The same call, as quick however many calls stand above it."""

    def with_room(*args):
        return call(*args)

    # CPython keeps the frames of running calls in pieces of 16 KB. Where a loop crosses the end of one, each of its
    # calls fetches a piece from the system and gives it back: the same template then takes up to twice as long. A
    # frame that claims a large stack makes its piece large: 40,000 slots are 512 KB, and all that is called below fits.
    with_room.__code__ = with_room.__code__.replace(co_stacksize=40_000)
    return with_room


application = roomy(get_wsgi_application())

from core.checks import refuse_unsafe_connection  # noqa: E402 -- needs the settings that the line above loads

refuse_unsafe_connection()
