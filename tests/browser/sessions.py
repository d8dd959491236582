"""The session of a browser, made to say that its person confirmed long ago."""

import time

from django.conf import settings

from core.db.session_store import SessionStore
from core.http.step_up import CONFIRMED


def run_out(page):
    """As if the minutes for which a confirmation lasts had gone."""
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    store = SessionStore(cookies[settings.SESSION_COOKIE_NAME])
    store[CONFIRMED] = time.time() - settings.CONFIRMED_FOR
    store.save()
