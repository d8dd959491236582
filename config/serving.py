"""How gunicorn serves the portal: `gunicorn --config=python:config.serving config.wsgi`."""

import threading

worker_class = "gthread"
threads = 4
control_socket_disable = True


def post_worker_init(worker):
    """Start the engine that draws charts, which takes seconds, so that nobody's first chart waits for it.

    Beside the first requests, and in the process that serves them: it must not be used before a fork.
    """
    from core import charts  # noqa: PLC0415 -- the application has been loaded by now

    threading.Thread(target=charts.start, name="charts", daemon=True).start()
