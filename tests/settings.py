"""The settings of the tests: those of an installation, with what only a running one has taken away."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "only-for-tests-and-known-to-everyone")
os.environ.setdefault("ALLOWED_HOSTS", "localhost,127.0.0.1,testserver,portaal.localhost")
os.environ.setdefault("DATABASE_URL", "postgres:///made-by-conftest")
os.environ.setdefault("TABLE_KEPT_SECONDS", "0")  # tests change rows without the deeds that make another stand
os.environ["DATABASE_ROLE"] = ""  # the database is made by its owner; what is tested works as the application: conftest
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's own loop runs in the thread of the test

from regie.settings import *  # noqa: E402, F403 - the environment must be there first

SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False  # the test client speaks plain HTTP
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MATERIAL_ROOT = Path(tempfile.gettempdir()) / "regie-tests"
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True  # no collectstatic before the tests
CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}  # noqa: F405
CELERY_BROKER_URL = "memory://"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # a real one is slow on purpose
LOGGING["root"]["level"] = "WARNING"  # noqa: F405
SECOND_FACTOR_REQUIRED = False  # the cast has none; the tests of it switch it on
BSN_TEST_NUMBERS = True  # nobody's
