from allauth.account.signals import user_logged_in as signed_in
from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self):
        from accounts import session_facts  # noqa: PLC0415 -- needs the models
        from accounts.services import sessions, sign_ins  # noqa: PLC0415 -- as above

        def end_oldest(request, user, **kwargs):
            sessions.end_oldest(user=user, keep=request.session.session_key)

        user_logged_in.connect(session_facts.begin, dispatch_uid="accounts.session_facts.begin")
        signed_in.connect(sign_ins.note_good, dispatch_uid="accounts.sign_ins.note_good")
        signed_in.connect(session_facts.keep_listed, dispatch_uid="accounts.session_facts.keep_listed")
        signed_in.connect(end_oldest, dispatch_uid="accounts.sessions.end_oldest", weak=False)
