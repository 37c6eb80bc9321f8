"""Writes what real Django 5.2 answers to the cases of cases.json: python3 answers.py > answers.json"""
import datetime
import json
import os
import sys

import django
from django.conf import settings

settings.configure(
    SECRET_KEY="a secret of the tests",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth"],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    PASSWORD_HASHERS=[
        "django.contrib.auth.hashers." + name
        for name in ("PBKDF2PasswordHasher", "PBKDF2SHA1PasswordHasher", "BCryptSHA256PasswordHasher", "ScryptPasswordHasher")
    ],
    AUTH_PASSWORD_VALIDATORS=[
        {"NAME": "django.contrib.auth.password_validation." + name}
        for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "NumericPasswordValidator")
    ],
    USE_TZ=True,
    TIME_ZONE="UTC",
    USE_I18N=False,
)
django.setup()

from django.contrib.auth import forms  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

call_command("migrate", verbosity=0)
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "cases.json")) as file:
    cases = json.load(file)
for user in cases["users"]:
    User.objects.create_user(user["username"], user["email"], user["password"], is_active=user["isActive"])
joined = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc)
users = {user.username: user for user in User.objects.all()}


def answer(case):
    kwargs = {"data": case["data"]} if "data" in case else {}
    if case["form"] == "AuthenticationForm":
        kwargs["request"] = None
    if "user" in case:
        kwargs["instance" if case["form"] == "UserChangeForm" else "user"] = user = User.objects.get(username=case["user"])
        user.date_joined = joined
        user.password = case.get("encoded", user.password)
    form = getattr(forms, case["form"])(**kwargs)
    for name in case.get("without", []):
        del form.fields[name]
    valid = form.is_valid()
    return {"valid": valid, "errors": form.errors.get_json_data(), "html": str(form.as_div())}


answers = []
for case in cases["cases"]:
    with transaction.atomic():
        answers.append(answer(case))
        transaction.set_rollback(True)
print(json.dumps(answers, indent=1, ensure_ascii=False))
