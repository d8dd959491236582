"""Every setting comes from the environment; .env.example explains each. Production refuses demo secrets."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from celery.schedules import crontab
from django.core.exceptions import ImproperlyConfigured

from config import deployment, email_url, quotas, time_limits
from config.database_url import from_url
from config.navigation import NAVIGATION, TASKS
from core.http.headers import CONTENT_SECURITY_POLICY  # noqa: F401 -- read by django-csp

BASE_DIR = Path(__file__).resolve().parent.parent
MODE = deployment.mode(os.environ)
PRODUCTION = MODE == "production"
DEBUG = os.environ.get("DEBUG", "no") == "yes"
DEMO_SECRET = "demo-only-never-use-this-where-real-people-are-named"  # noqa: S105 -- production refuses it


def secret(name: str) -> str:
    """A secret from the environment; the demo's only outside production."""
    value = os.environ.get(name, "")
    if not PRODUCTION:
        return value or DEMO_SECRET
    if not value or value == DEMO_SECRET or len(value) < 32:
        raise ImproperlyConfigured(f"{name} must be set to a secret of your own, 32 characters or more.")
    return value


def listed(name: str, default: str) -> list[str]:
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


if PRODUCTION and DEBUG:
    raise ImproperlyConfigured("DEBUG=yes and MODE=production do not go together.")
if PRODUCTION:
    deployment.refuse_clear_text(os.environ)
    deployment.refuse_mails_astray(os.environ)

SECRET_KEY = secret("SECRET_KEY")
SECRET_KEY_FALLBACKS = listed("SECRET_KEY_FALLBACKS", "")
SCOPE_KEY = secret("SCOPE_KEY")
SECOND_FACTOR_KEY = secret("SECOND_FACTOR_KEY")
SECOND_FACTOR_KEY_FALLBACKS = listed("SECOND_FACTOR_KEY_FALLBACKS", "")
ALLOWED_HOSTS = listed("ALLOWED_HOSTS", "" if PRODUCTION else "localhost,127.0.0.1,[::1]")
if PRODUCTION:
    deployment.refuse_equal_keys(SECRET_KEY=SECRET_KEY, SCOPE_KEY=SCOPE_KEY, SECOND_FACTOR_KEY=SECOND_FACTOR_KEY)
    deployment.refuse_any_host(ALLOWED_HOSTS)

INSTALLED_APPS = [
    "core",
    "accounts",
    "partnership",
    "indicators",
    "reporting",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "guardian",
    "pgtrigger",
    "pghistory",
    "import_export",
    "csp",
    "django_tables2",
    "django_filters",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.http.headers.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "core.http.public_cache.PublicCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "core.http.body_limits.BodyLimitMiddleware",
    "accounts.sign_in_middleware.SessionLimitMiddleware",
    "accounts.sign_in_middleware.SecondFactorMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "core.http.wrong_method.WrongMethodMiddleware",
    "core.http.access_log.AccessMiddleware",
    "accounts.bulk_reading.BulkReadingMiddleware",
    "accounts.middleware.PartnershipMiddleware",
    "core.submissions.drafts.DraftMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.http.context_processors.page",
            ]
        },
    }
]
FORM_RENDERER = "core.forms.PortalRenderer"
DJANGO_TABLES2_TEMPLATE = "core/_table.html"
PORTAL_NAME = "Safeguarding partnerships portal"
PORTAL_NAVIGATION = NAVIGATION
PORTAL_TASKS = TASKS

# Four roles, four connections: the web process has only the first. See docs/operations.md.
_CONNECTION = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "ATOMIC_REQUESTS": False}
DATABASES = {}
for alias, name, default, limits in (
    # config.serving says that it serves pages; whatever else runs may take its time.
    ("default", "DATABASE_URL", "postgresql://portal_app@localhost/portal", os.environ.get("TIME_LIMITS", "jobs")),
    ("owner", "DATABASE_OWNER_URL", "", "owner"),
    ("relay", "DATABASE_RELAY_URL", "", "jobs"),
    ("sealer", "DATABASE_SEALER_URL", "", "jobs"),
):
    if address := os.environ.get(name) or default:
        DATABASES[alias] = from_url(address, **_CONNECTION, OPTIONS=time_limits.options(limits))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.Backend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": "accounts.password_rules.ShortEnough"},
    {"NAME": "accounts.password_rules.NoWordsOfThePortal"},
]
PASSWORD_RESET_TIMEOUT = 60 * 60
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapter.InvitationOnly"
MFA_ADAPTER = "accounts.adapter.SealedFactors"
MFA_FORMS = {"authenticate": "accounts.forms.CodeForm"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TRUST_ENABLED = False
# Production and every other real place ask for a second factor; only the demo may leave it to each person.
SECOND_FACTOR = os.environ.get("SECOND_FACTOR", "required" if PRODUCTION else "offered")
if SECOND_FACTOR != "required" and (PRODUCTION or SECOND_FACTOR != "offered"):
    raise ImproperlyConfigured("SECOND_FACTOR is required everywhere but in the demo, which may say offered.")
ACCOUNT_FORMS = {"login": "accounts.forms.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# Counted by person and address (accounts.adapter), so that nobody is locked out from somewhere else; by address alone
# too, far above what one council behind it tries. A browser in which the person has signed in is counted by itself.
ACCOUNT_RATE_LIMITS = {
    # Good ones are not counted: a council signs in at nine, from one address.
    "login": "",
    "login_failed": "10/5m/key,1000/5m/ip",
    "login_failed_known": "10/5m/key",
    "reset_password": "5/1h/key,200/5m/ip",
    "manage_email": "5/1h/user",
    # What is kept without a session: more often than autosave sends it from two tabs of one person at once.
    "keep_typed": "300/5m/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if os.environ.get("TRUSTED_PROXY", "no") == "yes" else 0

GUARDIAN_MONKEY_PATCH_USER = False
GUARDIAN_MONKEY_PATCH_GROUP = False
ANONYMOUS_USER_NAME = None
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]  # its backend answers without a partnership; ours is accounts.permissions
PGHISTORY_APPEND_ONLY = True
# Triggers are no part of migrations: they are put in place with the wall, after every migrate (ADR 2).
PGTRIGGER_MIGRATIONS = False

SESSION_ENGINE = "core.db.session_store"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PRODUCTION
SESSION_COOKIE_NAME = "__Host-session" if PRODUCTION else "session"
KNOWN_BROWSER_COOKIE_NAME = "__Host-known" if PRODUCTION else "known"
CSRF_COOKIE_NAME = "__Host-csrf" if PRODUCTION else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "accounts.views.csrf.refused"
IDLE_LIMIT, ABSOLUTE_LIMIT, CONFIRMED_FOR = 30 * 60, 10 * 60 * 60, 5 * 60  # seconds; accounts.session_facts holds them
# Longer than the limits: a session that is over opens nothing, but says whose typing came too late (a weekend).
SESSION_COOKIE_AGE = 3 * 24 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_HSTS_SECONDS = 63_072_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if os.environ.get("TRUSTED_PROXY", "no") == "yes":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = listed("CSRF_TRUSTED_ORIGINS", "")

USE_I18N = False
USE_TZ = True
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i"

VAR = Path(os.environ.get("VAR_FOLDER", BASE_DIR / "var"))
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static", ("guide", BASE_DIR / "docs" / "guide" / "pictures")]
STATIC_ROOT = VAR / "static"
MEDIA_ROOT = Path(os.environ.get("FILES_FOLDER", VAR / "files"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "core.http.static_files.PortalStaticStorage"
    },
}
# host:port of ClamAV's daemon, or the path of its socket; without it what people upload is handed out unchecked.
CLAMD = os.environ.get("CLAMD", "")
WHITENOISE_USE_FINDERS = DEBUG
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_242_880
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
# What one request may carry: the longest text that is kept for somebody signed out, and a file with its form.
LARGEST_FORM, LARGEST_UPLOAD = 2 * 2**20, 16 * 2**20
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True

# The address that mails link to, and who sends them; the demo writes them into files for people to read.
PORTAL_URL = os.environ.get(
    "PORTAL_URL", f"https://{ALLOWED_HOSTS[0]}" if PRODUCTION else "http://localhost:8000"
).rstrip("/")
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL") or f"portal@{urlsplit(PORTAL_URL).hostname}"
# Where answers go; partnerships may name a mailbox of their own. Production says where: nobody reads the sender's.
REPLY_TO = os.environ.get("REPLY_TO") or DEFAULT_FROM_EMAIL
_MAIL = email_url.from_url(
    os.environ.get("EMAIL_URL") or ("smtp://localhost" if PRODUCTION else f"{VAR.resolve().as_uri()}/mails")
)
EMAIL_BACKEND, EMAIL_FILE_PATH = _MAIL["BACKEND"], _MAIL.get("FILE_PATH")
EMAIL_HOST, EMAIL_PORT = _MAIL.get("HOST", "localhost"), _MAIL.get("PORT", 25)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.get("HOST_USER", ""), _MAIL.get("HOST_PASSWORD", "")
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.get("USE_TLS", False), _MAIL.get("USE_SSL", False)
EMAIL_TIMEOUT = 20

CELERY_BROKER_URL = os.environ.get("BROKER_URL", "redis://localhost:6379/0")
# Tries are counted where every web process sees them; what is only costly to make stays in the process that made it.
CACHES = {
    "default": {"BACKEND": "core.db.cache.PostgreSQLCache"},
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 1000}},
}
QUOTAS = quotas.from_environment(os.environ)
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 50
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_timeout": 10, "socket_connect_timeout": 5}
CELERY_TIMEZONE = "Europe/London"
# Each may run again at any time, so nothing is lost where beat or a worker was away for a night.
CELERY_BEAT_SCHEDULE = {
    "see-off": {"task": "accounts.see_off", "schedule": crontab(hour=0, minute=5)},
    "clean_up": {"task": "core.clean_up", "schedule": crontab(hour=2, minute=30)},
}
# Where the heads of the history's chains are sent each day: mailto:… or file:///…
HISTORY_HEADS_TO = os.environ.get("HISTORY_HEADS_TO", "")
RELAY_RESEND_SECONDS = int(os.environ.get("RELAY_RESEND_SECONDS", "30"))

# A statement that takes longer is logged, without its values.
SLOW_STATEMENT_SECONDS = float(os.environ.get("SLOW_STATEMENT_SECONDS", "1"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "core.http.log_lines.Formatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "WARNING")},
}
