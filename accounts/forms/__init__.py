from accounts.forms.account import ChangePasswordForm, EmailForm, ForgottenForm, NameForm, NewPasswordForm
from accounts.forms.codes import CodeForm, ConfirmForm, SetUpForm
from accounts.forms.sign_in import SignInForm

__all__ = [
    "ChangePasswordForm",
    "CodeForm",
    "ConfirmForm",
    "EmailForm",
    "ForgottenForm",
    "NameForm",
    "NewPasswordForm",
    "SetUpForm",
    "SignInForm",
]
