"""Sign-in and the person's own account. The names account_… and mfa_… are those that allauth looks up."""

from allauth.account import views as allauth_views
from allauth.mfa.base import views as mfa_views
from django.urls import path

from accounts.views import about, account, codes, forgotten, help, home, joining, operator

urlpatterns = [
    path("", home.home, name="home"),
    path("sign-in/", allauth_views.login, name="account_login"),
    path("sign-in/code/", mfa_views.authenticate, name="mfa_authenticate"),
    path("sign-out/", account.sign_out, name="account_logout"),
    path("sign-up/", home.sign_up, name="account_signup"),
    path("forgotten-password/", forgotten.forgotten_password, name="account_reset_password"),
    path("forgotten-password/sent/", forgotten.forgotten_password_sent, name="forgotten_password_sent"),
    path("forgotten-password/<str:token>/", forgotten.new_password, name="new_password"),
    path("account-closed/", allauth_views.account_inactive, name="account_inactive"),
    path("join/<str:token>/", joining.join, name="join"),
    path("join/<str:token>/again/", joining.join_again, name="join_again"),
    path("account/", account.account, name="account"),
    path("account/name/", account.name, name="account_name"),
    path("account/confirm/", account.confirm, name="account_reauthenticate"),
    path("account/password/", account.password, name="account_password"),
    path("account/email/", account.email, name="account_email_change"),
    path("account/email/stop/", account.stop_email, name="stop_email_change"),
    path("account/email/<str:token>/", account.answer_email_change, name="answer_email_change"),
    path("account/second-factor/", codes.second_factor, name="second_factor"),
    path("account/second-factor/replace/", codes.set_up, name="replace_second_factor"),
    path("account/second-factor/picture.svg", codes.picture, name="second_factor_picture"),
    path("account/second-factor/remove/", codes.remove, name="remove_second_factor"),
    path("account/recovery-codes/", codes.recovery_codes, name="recovery_codes"),
    path("account/recovery-codes/recovery-codes.txt", codes.recovery_codes_file, name="recovery_codes_file"),
    path("account/sessions/", account.session_list, name="sessions"),
    path("account/sessions/end-others/", account.end_other_sessions, name="end_other_sessions"),
    path("account/sessions/<uuid:pk>/end/", account.end_session, name="end_session"),
    path("help/", help.help_contents, name="help"),
    path("help/<slug:name>/", help.help_page, name="help_page"),
    path("contact/", about.contact, name="contact"),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("privacy/", about.privacy, name="privacy"),
    path("cookies/", about.cookies_set, name="cookies"),
    path("operator/", operator.partnerships, name="operator"),
]
