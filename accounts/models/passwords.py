from django.db import models


class Password(models.Model):
    """The hash of an account's password, apart from the account: read and changed in its `account_scope` alone.

    Asked for and set by `User.check_password` and `User.set_password`.
    """

    shared_rights = "SELECT, INSERT, UPDATE (hash)"
    account_column = "user_id"
    is_hidden = True

    user = models.OneToOneField("accounts.User", on_delete=models.PROTECT, primary_key=True, related_name="+")
    hash = models.CharField(max_length=128)

    def __str__(self):
        return "a password"
