"""Encryption of the secrets of second factors, so that whoever reads the database cannot use them."""

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def encrypt(text: str) -> str:
    return _keys().encrypt(text.encode()).decode()


def decrypt(sealed: str) -> str:
    """The text again. Raises `cryptography.fernet.InvalidToken` for what was not sealed with a key of ours."""
    return _keys().decrypt(sealed.encode()).decode()


def _keys() -> MultiFernet:
    """The newest key seals; each older one still opens what it sealed."""
    secrets = [settings.SECOND_FACTOR_KEY, *settings.SECOND_FACTOR_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(secret)) for secret in secrets])


def _derived(secret: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(b"second factor:" + secret.encode()).digest())
