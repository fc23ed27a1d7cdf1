"""Settings of every installation; what differs is named by BULLETIN_PROFILE.

`demo` and `test` run on this machine with nothing to keep; `serve` is a small team's real
installation on one machine; `container` takes everything from the environment. In the last
two, what must be set and is not is a loud error, never a default.
"""

import os
from datetime import timedelta
from pathlib import Path

import dj_database_url
import django_stubs_ext
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from bulletin import container
from bulletin.logs import lines
from bulletin.services import places

# Lets Django's classes take their type parameters at run time: ModelForm[Board].
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
PROFILE = os.environ.get("BULLETIN_PROFILE") or places.current().name
if PROFILE not in {*places.NAMES, "container"}:
    raise ImproperlyConfigured(f"BULLETIN_PROFILE={PROFILE}: it is demo, serve, test or container.")
IN_PRODUCTION = PROFILE in {"serve", "container"}
IS_DEMO = PROFILE == "demo"
PLACE = None if PROFILE == "container" else places.current()


# The process's own environment first, then what the place keeps: secrets, the owner's settings,
# and what a running start told its processes. So a command run beside it needs no variables.
ENVIRONMENT = (PLACE.environment() if PLACE else {}) | os.environ
if PROFILE == "container" and (complaints := container.complaints(ENVIRONMENT)):
    raise ImproperlyConfigured("\n".join(complaints))


def from_environment(name: str, default: str | None = None) -> str:
    """A variable's value; without a default, its absence stops the program."""
    value = ENVIRONMENT.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"Set {name}: this installation cannot do without it.")
    return value


# Where things are
DATABASE_URL = from_environment("DATABASE_URL", PLACE.database_url if PLACE else None)
REDIS_URL = from_environment("REDIS_URL", PLACE.redis_url if PLACE else None)
PUBLIC_URL = from_environment(
    "BULLETIN_PUBLIC_URL", None if PROFILE == "container" else "http://localhost:8000"
).rstrip("/")
PUBLIC_HOST = PUBLIC_URL.partition("://")[2].partition("/")[0].partition(":")[0]
IS_SECURE = PUBLIC_URL.startswith("https://")

# Secrets
if IN_PRODUCTION:
    SECRET_KEY = from_environment("BULLETIN_SECRET_KEY")
    FIELD_KEY = from_environment("BULLETIN_FIELD_KEY")
else:
    SECRET_KEY = f"not a secret: {PROFILE} keeps nothing worth one"
    FIELD_KEY = "bm90IGEgc2VjcmV0OiBub3RoaW5nIHdvcnRoIG9uZSE="

DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", PUBLIC_HOST]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
CLOCK_MAY_MOVE = not IN_PRODUCTION

ROOT_URLCONF = "bulletin.urls"
WSGI_APPLICATION = "bulletin.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "bulletin.accounts.apps.AccountsConfig",
    "bulletin.audit.apps.AuditConfig",
    "bulletin.health.apps.HealthConfig",
    "bulletin.installation.apps.InstallationConfig",
    "bulletin.media.apps.MediaConfig",
    "bulletin.outbox.apps.OutboxConfig",
    "bulletin.privacy.apps.PrivacyConfig",
    "bulletin.web.apps.WebConfig",
    "sessions.apps.SessionsConfig",
    "participants.apps.ParticipantsConfig",
    "moderation.apps.ModerationConfig",
]

MIDDLEWARE = [
    "bulletin.web.requests.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "bulletin.web.middleware.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "bulletin.privacy.restoring.RestoringMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "bulletin.web.middleware.AccessMiddleware",
    "bulletin.accounts.language.UserLanguageMiddleware",
]

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
                "bulletin.web.context.installation",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.insert(0, "django.forms")

# Database, cache, broker
DATABASES = {"default": dj_database_url.parse(DATABASE_URL) | {"ATOMIC_REQUESTS": True}}
_OPTIONS = DATABASES["default"].setdefault("OPTIONS", {})
_OPTIONS["pool"] = {"min_size": 1, "max_size": 10}
# What `bulletin.statements` prepares is planned once, and never worth compiling (ADR 17);
# what a page asks lies in memory, where reading by an index costs no more than in order.
_OPTIONS["options"] = (
    "-c plan_cache_mode=force_generic_plan -c jit=off -c random_page_cost=1.1 "
    + _OPTIONS.get("options", "")
).strip()
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "bulletin",
    }
}
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://").replace(
    "?db=", "?virtual_host="
)
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "socket_timeout": 30,
    "socket_keepalive": True,
    "health_check_interval": 25,
    "global_keyprefix": "bulletin:",
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 20
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"

# Sign-in: by code or passkey, never by password
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "bulletin.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {"request_login_code": "bulletin.accounts.forms.SignInForm"}
MFA_ADAPTER = "bulletin.accounts.adapter.MFAAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = int(timedelta(minutes=10).total_seconds())
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# Who looks in by a demo's link has no factor to be asked for again.
_FRESH_FOR = timedelta(days=1) if IS_DEMO else timedelta(minutes=15)
ACCOUNT_REAUTHENTICATION_TIMEOUT = int(_FRESH_FOR.total_seconds())
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_SECURE
ALLAUTH_TRUSTED_PROXY_COUNT = int(from_environment("BULLETIN_PROXIES", "0"))
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"

# Language, time
LANGUAGE_CODE = "en-gb"
LANGUAGES = [
    ("en-gb", _("English")),
    ("fr", _("French")),
    ("de", _("German")),
    ("es", _("Spanish")),
]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = int(timedelta(days=365).total_seconds())
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = IS_SECURE
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [BASE_DIR / "bulletin" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Files
STATIC_URL = "/static/"
STATIC_ROOT = Path(from_environment("BULLETIN_STATIC_ROOT", str(BASE_DIR / "var" / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = PROFILE == "test"
WHITENOISE_AUTOREFRESH = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if PROFILE == "test"
        else "bulletin.web.statics.StaticStorage"
    },
}
MEDIA_ROOT = PLACE.media if PLACE else Path(from_environment("BULLETIN_MEDIA"))
# What was erased, in ids and times: outside the database, the media and every backup of them.
LEDGER = PLACE.ledger if PLACE else Path(from_environment("BULLETIN_LEDGER"))
# Where nginx keeps private files under an address that only we can name; empty without nginx.
ACCEL = from_environment("BULLETIN_ACCEL", "")
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 24
# A form with all its files, in bytes: as many of the largest pictures as one answer may have.
UPLOAD_MAX_SIZE = 128 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "bulletin.web.uploads.MeasuredUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Mail
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = from_environment("BULLETIN_MAIL_HOST", "")
EMAIL_PORT = int(from_environment("BULLETIN_MAIL_PORT", "587"))
EMAIL_HOST_USER = from_environment("BULLETIN_MAIL_USER", "")
EMAIL_HOST_PASSWORD = from_environment("BULLETIN_MAIL_PASSWORD", "")
EMAIL_USE_TLS = from_environment("BULLETIN_MAIL_TLS", "starttls") == "starttls"
EMAIL_USE_SSL = from_environment("BULLETIN_MAIL_TLS", "starttls") == "ssl"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = from_environment("BULLETIN_MAIL_FROM", f"bulletin@{PUBLIC_HOST}")

# Security
SESSION_ENGINE = "bulletin.web.sessions"
SESSION_COOKIE_AGE = int(timedelta(days=180).total_seconds())
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_NAME = "__Host-sessionid" if IS_SECURE else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if IS_SECURE else "csrftoken"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "participants.errors.csrf_failure"
SECURE_SSL_REDIRECT = IS_SECURE and ALLAUTH_TRUSTED_PROXY_COUNT > 0
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
)
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked for from beside the process, without TLS
SECURE_HSTS_SECONDS = 31536000 if IS_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_SECURE
# With "no-referrer" a browser posts our own forms with `Origin: null`, which no CSRF check passes.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# The unique index on the lower-cased address is what `unique=True` would be.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]

# What is written down, and who may read the numbers: nobody, where no token is set
LOGGING = lines.configuration(as_json=IN_PRODUCTION)
LOGGING_CONFIG = "bulletin.logs.uncaught.configure"
METRICS_TOKEN = from_environment("BULLETIN_METRICS_TOKEN", "")
