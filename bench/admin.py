"""Prints, as JSON, the CPU and the queries that Django's admin needs for the pages of bench/admin.ts. The first line of stdin
names the database and the pages, each line behind it asks for a round."""

import json
import os
import sys
import time

given = json.loads(sys.stdin.readline())
sys.path.insert(0, os.path.join(os.path.dirname(__file__), "admin", "django"))

import django  # noqa: E402
from django.conf import settings  # noqa: E402

settings.configure(
    SECRET_KEY="a secret of the measurements",
    ALLOWED_HOSTS=["testserver"],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": given["database"]}},
    INSTALLED_APPS=[
        "django.contrib.admin",
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "django.contrib.staticfiles",
        "catalogue",
    ],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ],
    ROOT_URLCONF="urls",
    STATIC_URL="static/",
    USE_TZ=True,
    TIME_ZONE="UTC",
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ]
            },
        }
    ],
)
django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

client = Client()
client.force_login(get_user_model().objects.get(username="boss"))


def ask(path):
    response = client.get(path)
    if response.status_code != 200:
        raise ValueError(f"{path}: {response.status_code}")
    return response


TIMES = 5
queries = {}
for path in given["paths"]:
    for _ in range(5):
        ask(path)
    with CaptureQueriesContext(connection) as captured:
        ask(path)
    queries[path] = len(captured)
print(json.dumps({"version": django.get_version(), "queries": queries}), flush=True)
for _ in sys.stdin:
    costs = {}
    for path in given["paths"]:
        start = time.process_time()
        for _ in range(TIMES):
            ask(path)
        costs[path] = (time.process_time() - start) / TIMES * 1e6
    print(json.dumps(costs), flush=True)
