"""Renders templates with real Django: one JSON case a line on stdin, one JSON answer a line on stdout."""

import base64
import datetime
import decimal
import json
import os
import sys
import time
import warnings

import django
from django.conf import settings

warnings.simplefilter("ignore")
settings.configure(
    INSTALLED_APPS=[],
    STATIC_URL="/static/",
    MEDIA_URL="/media/",
    USE_TZ=True,
    USE_L10N=True,
    TIME_ZONE="America/New_York",
    LANGUAGE_CODE="en-us",
    ROOT_URLCONF=sys.modules[__name__],
)
django.setup()
os.environ["TZ"] = settings.TIME_ZONE  # as settings read from a module do
time.tzset()

from django.contrib.humanize.templatetags import humanize  # noqa: E402
from django.template import Context, Engine, TemplateDoesNotExist, TemplateSyntaxError  # noqa: E402
from django.template import defaulttags  # noqa: E402
from django.urls import path  # noqa: E402
from django.utils import timesince  # noqa: E402
from django.utils.safestring import mark_safe  # noqa: E402

NOW = datetime.datetime(2026, 11, 22, 12, 0, tzinfo=datetime.timezone.utc)
urlpatterns = [path("item/<int:id>/", print, name="item"), path("text/<str:s>/", print, name="text")]


class Meta(type(datetime.datetime)):
    def __instancecheck__(cls, value):
        return isinstance(value, datetime.datetime)


class Frozen(datetime.datetime, metaclass=Meta):
    """The clock stands still."""

    @classmethod
    def now(cls, tz=None):
        return NOW.astimezone(tz) if tz else NOW.astimezone().replace(tzinfo=None)


class FrozenModule:
    datetime = Frozen
    date = datetime.date


defaulttags.datetime = Frozen
timesince.datetime = FrozenModule
humanize.datetime = Frozen


class Thing:
    def __init__(self, attributes, text):
        self.__dict__.update(attributes)
        self._text = text

    def __str__(self):
        return self._text

    __repr__ = __str__


class Call:
    def __init__(self, give):
        self._give = give

    def __call__(self):
        return self._give()

    def __repr__(self):
        return "<function>"


class Quiet(Exception):
    silent_variable_failure = True


def decode(value):
    if isinstance(value, list):
        return [decode(item) for item in value]
    if not isinstance(value, dict):
        return value
    if len(value) != 1:
        return {key: decode(item) for key, item in value.items()}
    ((key, inner),) = value.items()
    if key == "$safe":
        return mark_safe(inner)
    if key == "$tuple":
        return tuple(decode(inner))
    if key == "$datetime":
        return datetime.datetime.fromisoformat(inner)
    if key == "$date":
        return datetime.date.fromisoformat(inner)
    if key == "$time":
        return datetime.time.fromisoformat(inner)
    if key == "$decimal":
        return decimal.Decimal(inner)
    if key == "$bytes":
        return base64.b64decode(inner)
    if key == "$call":
        return Call(lambda: decode(inner))
    if key == "$raises":
        return raising(inner)
    if key == "$thing":
        return Thing(decode(inner["attributes"]), inner["text"])
    return {key: decode(inner)}


def raising(quiet):
    def fail():
        raise Quiet() if quiet else RuntimeError("loud")

    return Call(fail)


def answer(case):
    engine = Engine(
        loaders=[("django.template.loaders.locmem.Loader", case.get("templates", {}))],
        libraries={
            "humanize": "django.contrib.humanize.templatetags.humanize",
            "cache": "django.templatetags.cache",
            "i18n": "django.templatetags.i18n",
            "l10n": "django.templatetags.l10n",
            "static": "django.templatetags.static",
            "tz": "django.templatetags.tz",
        },
        string_if_invalid=case.get("invalid", ""),
    )
    try:
        template = engine.from_string(case["template"])
        context = Context(decode(case["context"]), autoescape=case["autoescape"])
        return {"output": str(template.render(context))}
    except TemplateSyntaxError as error:
        return {"raises": "TemplateSyntaxError", "message": str(error)}
    except TemplateDoesNotExist as error:
        return {"raises": "TemplateDoesNotExist", "message": str(error)}
    except RecursionError:
        return {"raises": "RecursionError", "message": ""}
    except Exception as error:
        return {"raises": "other", "message": "%s: %s" % (type(error).__name__, error)}


print(json.dumps({"django": list(django.VERSION[:2])}), flush=True)
for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
