from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self):
        from accounts import mails, session_facts, timelines, work  # noqa: F401, PLC0415 -- they need the models

        user_logged_in.connect(session_facts.begin, dispatch_uid="accounts.session_facts.begin")
