"""What a line of the portal's log may hold: neither the key of a mailed link nor a value that the database quotes."""

import psycopg2
from django.db import Error

from core.http import mailed_links

LEFT_OUT = "(what the database said is left out: it may hold values)"


class Formatter(mailed_links.Formatter):
    """Leaves out of tracebacks, and of lines around them, what the database said: it quotes rows (“Key (name)=(…)”)."""

    def format(self, record):
        text = super().format(record)
        error = record.exc_info[1] if record.exc_info else None
        while error is not None:
            if isinstance(error, Error | psycopg2.Error) and str(error):
                for said in (str(error), repr(str(error))[1:-1]):
                    text = text.replace(said, LEFT_OUT)
            error = error.__cause__ or error.__context__
        return text
