from accounts.forms.account import ChangePasswordForm, EmailForm, ForgottenForm, NameForm, NewPasswordForm
from accounts.forms.codes import CodeForm, SetUpForm, confirm_form_of
from accounts.forms.sign_in import SignInForm

__all__ = [
    "ChangePasswordForm",
    "CodeForm",
    "EmailForm",
    "ForgottenForm",
    "NameForm",
    "NewPasswordForm",
    "SetUpForm",
    "SignInForm",
    "confirm_form_of",
]
