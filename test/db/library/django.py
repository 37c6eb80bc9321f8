"""Django's models of the library: loads `given["load"]` if there is one, else makes rows; prints what it dumps."""

import datetime
import sys
import types
import uuid
from decimal import Decimal
from io import StringIO

module = types.ModuleType("library")
module.__path__ = [given["folder"]]
sys.modules["library"] = module
settings.INSTALLED_APPS = ["library"]
settings.USE_TZ = True
settings.DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
settings.DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}

import django  # noqa: E402

django.setup()

from django.apps import apps  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, models  # noqa: E402


class Author(models.Model):
    full_name = models.CharField(max_length=50)
    mentor = models.ForeignKey("self", models.SET_NULL, null=True)

    class Meta:
        app_label = "library"


class Tag(models.Model):
    slug = models.CharField(max_length=20, primary_key=True)
    note = models.CharField(max_length=20, default="none")

    class Meta:
        app_label = "library"


class Book(models.Model):
    title = models.CharField(max_length=50)
    body = models.TextField()
    pages = models.IntegerField()
    copies = models.BigIntegerField()
    is_new = models.BooleanField()
    price = models.DecimalField(max_digits=8, decimal_places=2)
    ratio = models.FloatField()
    day = models.DateField()
    printed_at = models.DateTimeField()
    clock = models.TimeField()
    extra = models.JSONField()
    isbn = models.UUIDField()
    cover = models.BinaryField()
    note = models.CharField(max_length=5, null=True)
    author = models.ForeignKey(Author, models.CASCADE)
    tags = models.ManyToManyField(Tag)

    class Meta:
        app_label = "library"


# Without it dumpdata takes the app for one without models.
apps.get_app_config("library").models_module = module

with connection.schema_editor() as editor:
    for model in (Author, Tag, Book):
        editor.create_model(model)

if given.get("load"):
    call_command("loaddata", given["load"], verbosity=0)
else:
    young = Author.objects.create(full_name="Ånn O'Hara", mentor=None)
    old = Author.objects.create(full_name='Bob "B" \\ 日本')
    Author.objects.filter(pk=young.pk).update(mentor=old)
    tags = [Tag.objects.create(slug=slug) for slug in ("b", "a", "unused")]
    for number, moment in enumerate(("2026-11-22T11:33:00.123456+00:00", "1999-12-31T23:59:59+02:00"), 1):
        book = Book.objects.create(
            title="Book %d" % number, body="line\nline\t<&>", pages=-number, copies=9007199254740991,
            is_new=number == 1, price=Decimal("12.50"), ratio=0.25, day=datetime.date(2026, 11, 22),
            printed_at=datetime.datetime.fromisoformat(moment), clock=datetime.time(11, 33, 0, given["fraction"] * (number - 1)),
            extra={"deep": {"yes": True}, "list": [1, "it's", None], "empty": []} if number == 1 else [],
            isbn=uuid.UUID("6f9619ff-8b86-d011-b42d-00c04fc964ff"), cover=bytes([0, 255, 10]),
            note=None if number == 1 else "x", author=young)
        book.tags.set(tags[:2] if number == 1 else [])

out = {}
for indent in (None, 2):
    stream = StringIO()
    call_command("dumpdata", "library", indent=indent, stdout=stream)
    out["indented" if indent else "flat"] = stream.getvalue()
print(json.dumps(out))
