"""Answers test/views/edit-django.test.ts with real Django: views with forms, one request after the other on one SQLite file."""
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

from django import forms  # noqa: E402
from django.core.exceptions import ImproperlyConfigured  # noqa: E402
from django.db import models  # noqa: E402
from django.http import Http404  # noqa: E402
from django.test import RequestFactory  # noqa: E402
from django.urls import path  # noqa: E402
from django.urls.resolvers import RegexPattern, URLResolver  # noqa: E402
from django.views import generic  # noqa: E402


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

    def get_absolute_url(self):
        return f"/entries/{self.id}/"

    def __str__(self):
        return self.title


class SureForm(forms.Form):
    sure = forms.BooleanField()


class WordForm(forms.Form):
    word = forms.CharField(max_length=5)
    times = forms.IntegerField(required=False, min_value=1)


class EntryForm(forms.ModelForm):
    class Meta:
        model = Entry
        fields = ["title", "day"]

    def clean_title(self):
        if "!" in self.cleaned_data["title"]:
            raise forms.ValidationError("No shouting.", code="loud")
        return self.cleaned_data["title"].upper()


FORMS = {"SureForm": SureForm, "WordForm": WordForm, "EntryForm": EntryForm}


def view(spec):
    options = dict(spec["options"])
    if "form_class" in options:
        options["form_class"] = FORMS[options["form_class"]]
    if spec["model"] == "model":
        options["model"] = Entry
    if spec["model"] == "queryset":
        options["queryset"] = Entry.objects.exclude(title="none")
    return getattr(generic, spec["view"]).as_view(**options)


resolver = URLResolver(RegexPattern(r"^/"), [path(each["route"], view(each)) for each in given["views"]])
factory = RequestFactory()


def answer(method, url, body):
    request = factory.generic(method, url, body, content_type="application/x-www-form-urlencoded")
    match = resolver.resolve(request.path_info)
    try:
        response = match.func(request, *match.args, **match.kwargs)
        if hasattr(response, "render"):
            response.render()
    except Http404 as error:
        return [404, str(error)]
    except ImproperlyConfigured as error:
        return [500, str(error)]
    except Entry.MultipleObjectsReturned:
        return [500, "MultipleObjectsReturned"]
    return [response.status_code, response.content.decode(), response.headers.get("Location"), response.headers.get("Allow")]


answers = [answer(*each) for each in given["asked"]]
rows = list(Entry.objects.values_list("id", "title", "slug", "day", "pub_date", "template"))
print(json.dumps([answers, rows], default=str))
