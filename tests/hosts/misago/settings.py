"""The forum's settings: Misago's own for a new site, on this machine's sockets, as a site in use has them."""

import os
from pathlib import Path

from devproject.settings import *  # noqa: E402, F403

WORK = Path(os.environ["WORK"])

DEBUG = False
SECRET_KEY = "for a forum that lives as long as a test"
DATABASES["default"].update(HOST=os.environ["SOCKETS"], NAME="postgres", USER=os.environ["FORUM_DB_USER"])  # noqa: F405
CACHES = {"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": WORK / "cache"}}
# Whoever is told by e-mail is told by nobody here.
CELERY_BROKER_URL = "memory://"
CELERY_TASK_ALWAYS_EAGER = True
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("debug_toolbar")]  # noqa: F405
STATIC_ROOT = WORK / "static"
MEDIA_ROOT = WORK / "media"
MISAGO_USER_DATA_DOWNLOADS_WORKING_DIR = WORK / "userdata"
MISAGO_AVATAR_GALLERY = None
