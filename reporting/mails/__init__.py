"""What authors, signers and the business unit are told by mail: the task, the minutes it takes, the day, the link.

Never a word of the report, nor of why it is to come down.
"""

from reporting.mails.editions import DECLINED, NOT_TO_SIGN, PLEASE_SIGN, SIGNED_AFTER_ALL, TAKING_DOWN
from reporting.mails.sections import ASKED, CANNOT_WRITE, GIVEN, HANDED_IN, REMINDER, RETURNED, SUBMITTED

__all__ = [
    "ASKED",
    "CANNOT_WRITE",
    "DECLINED",
    "GIVEN",
    "HANDED_IN",
    "NOT_TO_SIGN",
    "PLEASE_SIGN",
    "REMINDER",
    "RETURNED",
    "SIGNED_AFTER_ALL",
    "SUBMITTED",
    "TAKING_DOWN",
]
