"""Answers test/views/django.test.ts with real Django: the views of views.json at many URLs, on one SQLite file."""
import datetime
import json
import os
import sys
import types

import django
from django.conf import settings

given = json.load(sys.stdin)
polls = types.ModuleType("polls")
polls.__path__ = [os.path.dirname(os.path.abspath(__file__))]
sys.modules["polls"] = polls
settings.configure(
    INSTALLED_APPS=["polls"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": given["database"]}},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
    USE_I18N=False,
    TIME_ZONE=given["timeZone"],
    ALLOWED_HOSTS=["testserver"],
    TEMPLATES=[{
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", given["templates"])]},
    }],
)
django.setup()

from django.db import models  # noqa: E402
from django.http import Http404  # noqa: E402
from django.test import RequestFactory  # noqa: E402
from django.urls import path  # noqa: E402
from django.urls.resolvers import RegexPattern, URLResolver  # noqa: E402
from django.utils import timezone  # noqa: E402
from django.views import generic  # noqa: E402
from django.views.generic import dates  # noqa: E402


class Entry(models.Model):
    title = models.CharField(max_length=200)
    slug = models.SlugField()
    pub_date = models.DateTimeField()
    day = models.DateField()
    template = models.CharField(max_length=50, default="")

    class Meta:
        app_label = "polls"
        ordering = ["id"]
        verbose_name_plural = "entries"


NOW = datetime.datetime.fromtimestamp(given["now"] / 1000, datetime.timezone.utc)


class Day(datetime.date):
    @classmethod
    def today(cls):
        return timezone.localtime(NOW).date()


timezone.now = lambda: NOW
dates.datetime = types.SimpleNamespace(
    date=Day, datetime=datetime.datetime, timedelta=datetime.timedelta, time=datetime.time
)


def view(spec):
    options = {k: v for k, v in spec["options"].items() if k != "none"}
    options["queryset" if spec["options"].get("none") else "model"] = (
        Entry.objects.none() if spec["options"].get("none") else Entry
    )
    return getattr(generic, spec["view"]).as_view(**options)


resolver = URLResolver(RegexPattern(r"^/"), [path(each["route"], view(each)) for each in given["views"]])
factory = RequestFactory()


def answer(method, url):
    request = factory.generic(method, url)
    try:
        match = resolver.resolve(request.path_info)
    except Http404:
        return [404, "no such URL"]
    try:
        response = match.func(request, *match.args, **match.kwargs)
        if hasattr(response, "render"):
            response.render()
    except Http404 as error:
        return [404, str(error)]
    except OverflowError:
        return [500, "OverflowError"]
    return [response.status_code, response.content.decode(), response.headers.get("Allow")]


print(json.dumps([answer(method, url) for method, url in given["asked"]]))
