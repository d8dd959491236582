"""What a place where the portal runs must say of itself before it starts; each fault says what to change."""

from collections.abc import Iterable, Mapping
from itertools import combinations
from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import ImproperlyConfigured
from psycopg2.extensions import parse_dsn

MODES = ("production", "demo")
DATABASES = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_RELAY_URL", "DATABASE_SEALER_URL")
LOOPBACK = {"", "localhost", "127.0.0.1", "::1"}
# What PostgreSQL's own client reads where an address leaves it out.
OF_CLIENT = {"service": "PGSERVICE", "host": "PGHOST", "hostaddr": "PGHOSTADDR"}
ENCRYPTED = {"require", "verify-ca", "verify-full"}
OR_HERE = "If that is this machine, name it in HOSTS_OF_THIS_MACHINE."


def mode(environment: Mapping[str, str]) -> str:
    """MODE; the demo where nothing is said, unless anything but this machine is named, which is no demo's."""
    said = environment.get("MODE", "")
    if said in MODES:
        return said
    if said:
        raise ImproperlyConfigured(f"MODE={said} is neither production nor demo.")
    for name, hosts in _hosts_named(environment).items():
        if found := _elsewhere(hosts, environment):
            raise ImproperlyConfigured(f"{name} names {found[0]}: say MODE=production, or MODE=demo if it is a trial.")
    return "demo"


def _hosts_named(environment: Mapping[str, str]) -> dict[str, list[str]]:
    """The machines that each setting names."""
    found = {name: _hosts_of_database(environment.get(name, ""), environment) for name in DATABASES}
    for name in ("BROKER_URL", "EMAIL_URL", "PORTAL_URL"):
        found[name] = [urlsplit(url).hostname or "" for url in environment.get(name, "").split(";")]
    found["ALLOWED_HOSTS"] = [host.strip().strip("[]") for host in environment.get("ALLOWED_HOSTS", "").split(",")]
    return found


def refuse_any_host(allowed: list[str]) -> None:
    """Links in mails and redirects begin with a name of ALLOWED_HOSTS, so no stranger's may pass for one: “.org” would
    let everybody's."""
    if not allowed or any("*" in host or host.startswith(".") for host in allowed):
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS must name each address that the portal answers to in full, without * and no dot before it."
        )


def refuse_equal_keys(**keys: str) -> None:
    """Whoever learns one key has one: not what another one signs or seals."""
    for name, other in combinations(keys, 2):
        if keys[name] == keys[other]:
            raise ImproperlyConfigured(f"{name} and {other} are the same: make a secret of its own for each.")


def refuse_mails_astray(environment: Mapping[str, str]) -> None:
    """What mails link to is encrypted on the way, and what people answer to them is read by somebody."""
    portal = urlsplit(environment.get("PORTAL_URL", ""))
    if portal.scheme not in ("", "https") and portal.hostname not in LOOPBACK:
        raise ImproperlyConfigured("PORTAL_URL must begin with https://, as mails link to it.")
    if "@" not in environment.get("REPLY_TO", ""):
        raise ImproperlyConfigured("REPLY_TO must name a mailbox that somebody reads, as people answer mails.")


def refuse_clear_text(environment: Mapping[str, str]) -> None:
    """Records cross no network unencrypted. HOSTS_OF_THIS_MACHINE names what other names this machine has."""
    for name in DATABASES:
        url = environment.get(name, "")
        found = _elsewhere(_hosts_of_database(url, environment), environment)
        if found and parse_dsn(url).get("sslmode") not in ENCRYPTED:
            raise ImproperlyConfigured(
                f"{name} is not encrypted on the way to {found[0]}: add sslmode=verify-full. {OR_HERE}"
            )
    for queue in map(urlsplit, environment.get("BROKER_URL", "").split(";")):
        said = parse_qs(queue.query)
        checks = {value.lower().removeprefix("cert_") for value in said.get("ssl_cert_reqs", [])}
        trusts_anybody = checks - {"required"} or "ssl_check_hostname" in said
        if _elsewhere([queue.hostname or ""], environment) and (queue.scheme != "rediss" or trusts_anybody):
            raise ImproperlyConfigured(
                f"BROKER_URL is not encrypted on the way to {queue.hostname}: say rediss://, and let it check the "
                f"certificate. {OR_HERE}"
            )
    mails = urlsplit(environment.get("EMAIL_URL", ""))
    if mails.scheme == "smtp" and _elsewhere([mails.hostname or ""], environment):
        raise ImproperlyConfigured(
            f"EMAIL_URL is not encrypted on the way to {mails.hostname}: say smtp+starttls:// or smtps://. {OR_HERE}"
        )
    scanner = environment.get("CLAMD", "")
    if found := _elsewhere([scanner.rpartition(":")[0].strip("[]") or scanner], environment):
        raise ImproperlyConfigured(
            f"CLAMD is not encrypted on the way to {found[0]}: run the virus scanner on this machine. {OR_HERE}"
        )


def _hosts_of_database(url: str, environment: Mapping[str, str]) -> list[str]:
    """Sockets are paths, and no host is a socket too. What the address leaves out its client takes from PGHOST, from
    PGHOSTADDR or from a service, whose file nobody reads here."""
    if not url:
        return []
    said = parse_dsn(url)
    service, *places = (said.get(name) or environment.get(variable, "") for name, variable in OF_CLIENT.items())
    return [f"the service {service}"] if service else [host for names in places for host in names.split(",")]


def _elsewhere(names: Iterable[str], environment: Mapping[str, str]) -> list[str]:
    here = LOOPBACK | {name.strip() for name in environment.get("HOSTS_OF_THIS_MACHINE", "").split(",")}
    return [name for name in names if name not in here and not name.startswith("/")]
