from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self):
        # They need the models.
        from accounts import mails, open_work, searching, session_facts, timelines  # noqa: F401, PLC0415

        user_logged_in.connect(session_facts.begin, dispatch_uid="accounts.session_facts.begin")
