"""Work outside of a request: jobs that people wait for, the outbox that no crash can lose, mails, and what is cleaned
up. The Celery tasks themselves are in each app's `tasks`.
"""

from core.jobs.runs import MOST_TRIES, TRIED_TOO_OFTEN, AlreadyDone, CannotDo, Run, alone, ask, job, waiting

__all__ = ["MOST_TRIES", "TRIED_TOO_OFTEN", "AlreadyDone", "CannotDo", "Run", "alone", "ask", "job", "waiting"]
