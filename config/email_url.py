"""EMAIL_URL, as Django wants it: one address for the server, its port, its account and how it is encrypted."""

from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

BACKENDS = "django.core.mail.backends"
# How the connection is encrypted, and the port where none is named.
SERVERS = {"smtp": ({}, 25), "smtp+starttls": ({"USE_TLS": True}, 587), "smtps": ({"USE_SSL": True}, 465)}


def from_url(url: str) -> dict:
    """The settings named EMAIL_… without their prefix. Raises `ImproperlyConfigured` for what is no such address."""
    parts = urlsplit(url)
    if parts.scheme == "file" and parts.path:
        return {"BACKEND": f"{BACKENDS}.filebased.EmailBackend", "FILE_PATH": unquote(parts.path)}
    if parts.scheme not in SERVERS or not parts.hostname:
        raise ImproperlyConfigured(
            "EMAIL_URL is none of smtp://, smtp+starttls://, smtps:// with a host, or file:///folder."
        )
    encryption, port = SERVERS[parts.scheme]
    return {
        "BACKEND": f"{BACKENDS}.smtp.EmailBackend",
        "HOST": parts.hostname,
        "PORT": parts.port or port,
        "HOST_USER": unquote(parts.username or ""),
        "HOST_PASSWORD": unquote(parts.password or ""),
        **encryption,
    }
