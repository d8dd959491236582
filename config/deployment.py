"""What a place where the portal runs must say of itself before it starts; each fault says what to change."""

from collections.abc import Iterable, Mapping
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
    """MODE; the demo where nothing is said, unless a database on another machine is named, which is no demo's."""
    said = environment.get("MODE", "")
    if said in MODES:
        return said
    if said:
        raise ImproperlyConfigured(f"MODE={said} is neither production nor demo.")
    for name in DATABASES:
        if hosts := _elsewhere(_hosts_of_database(environment.get(name, ""), environment), environment):
            raise ImproperlyConfigured(f"{name} names {hosts[0]}: say MODE=production, or MODE=demo if it is a trial.")
    return "demo"


def refuse_any_host(allowed: list[str]) -> None:
    """Links in mails and redirects begin with a name of ALLOWED_HOSTS, so no stranger's may pass for one."""
    if not allowed or "*" in allowed:
        raise ImproperlyConfigured("ALLOWED_HOSTS must name the addresses that the portal answers to, without *.")


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
        trusts_anybody = "none" in [value.lower() for value in parse_qs(queue.query).get("ssl_cert_reqs", [])]
        if _elsewhere([queue.hostname or ""], environment) and (queue.scheme != "rediss" or trusts_anybody):
            raise ImproperlyConfigured(
                f"BROKER_URL is not encrypted on the way to {queue.hostname}: say rediss://, and let it check the "
                f"certificate. {OR_HERE}"
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
