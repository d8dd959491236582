"""How gunicorn serves the portal: `gunicorn --config=python:config.serving config.wsgi`."""

import threading

from gunicorn.glogging import Logger
from gunicorn.http.errors import LimitRequestLine
from gunicorn.util import write_nonblock
from gunicorn.workers.gthread import ThreadWorker

from core.http import mailed_links

TOO_LONG = "HTTP/1.1 414 URI Too Long\r\nConnection: close\r\nContent-Type: text/html; charset=utf-8\r\n"


class Worker(ThreadWorker):
    """Answers with a page of the portal where the address is too long to be read, which Django never hears of."""

    def handle_error(self, req, client, addr, exc):
        if not isinstance(exc, LimitRequestLine):
            return super().handle_error(req, client, addr, exc)
        from django.template.loader import render_to_string  # noqa: PLC0415 -- the application has been loaded by now

        page = render_to_string("414.html").encode()
        self.log.warning("An address of somebody at %s is too long.", (addr or ("a socket",))[0])
        write_nonblock(client, f"{TOO_LONG}Content-Length: {len(page)}\r\n\r\n".encode() + page)
        return None


class Log(Logger):
    """Keeps the keys of mailed links out of all that the web server writes, also where an access log is asked for."""

    def setup(self, cfg):
        super().setup(cfg)
        for handler in (*self.error_log.handlers, *self.access_log.handlers):
            fmt = handler.formatter
            handler.setFormatter(mailed_links.Formatter(fmt._fmt, fmt.datefmt))


worker_class = Worker
logger_class = Log
raw_env = ["TIME_LIMITS=pages"]  # see config.time_limits
threads = 4
control_socket_disable = True
# The most that gunicorn takes: a search of 200 letters that each need nine signs fits several times.
limit_request_line = 8190


def post_worker_init(worker):
    """Start the engine that draws charts, which takes seconds, so that nobody's first chart waits for it.

    Beside the first requests, and in the process that serves them: it must not be used before a fork.
    """
    from core.reports import charts  # noqa: PLC0415 -- the application has been loaded by now

    threading.Thread(target=charts.start, name="charts", daemon=True).start()
