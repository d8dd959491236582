"""Sign-in and the choice of a partnership. The names that begin with account_ are those that allauth looks up."""

from allauth.account import views as allauth_views
from django.urls import path

from accounts.views import home

urlpatterns = [
    path("", home.home, name="home"),
    path("sign-in/", allauth_views.login, name="account_login"),
    path("sign-out/", allauth_views.logout, name="account_logout"),
    path("sign-up/", home.sign_up, name="account_signup"),
    path("forgotten-password/", home.forgotten_password, name="account_reset_password"),
    path("account-closed/", allauth_views.account_inactive, name="account_inactive"),
]
