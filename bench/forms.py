"""Prints, as JSON, the microseconds of CPU that Django needs for each operation of bench/forms.ts: whose data are the first
line of stdin, and a round for each line behind it."""

import json
import sys
import time

import django
from django.conf import settings

settings.configure(
    USE_I18N=False,
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
)
django.setup()

from django import forms  # noqa: E402
from django.http import QueryDict  # noqa: E402

given = json.loads(sys.stdin.readline())


class OrderForm(forms.Form):
    name = forms.CharField(max_length=100)
    email = forms.EmailField()
    website = forms.URLField(required=False, assume_scheme="https") if django.VERSION >= (5,) else forms.URLField(required=False)
    quantity = forms.IntegerField(min_value=1, max_value=100)
    price = forms.DecimalField(max_digits=8, decimal_places=2)
    delivery_date = forms.DateField()
    size = forms.ChoiceField(choices=[("s", "Small"), ("m", "Medium"), ("l", "Large")])
    gift = forms.BooleanField(required=False)
    coupon = forms.RegexField(r"^[A-Z]{4}\d{4}$", required=False)
    remarks = forms.CharField(widget=forms.Textarea, required=False, help_text="Anything else?")


def validated(form, expected):
    if form.is_valid() is not expected:
        raise ValueError(form.errors.as_json())
    return form


right, wrong = QueryDict(given["right"]), QueryDict(given["wrong"])
operations = {
    "validate": lambda: validated(OrderForm(right), True),
    "validateRender": lambda: str(validated(OrderForm(right), True)),
    "errorsRender": lambda: str(validated(OrderForm(wrong), False)),
    "json": lambda: validated(OrderForm(json.loads(given["json"])), True),
}
print(django.get_version(), flush=True)
TIMES = 40
for _ in sys.stdin:
    answers = {}
    for name, work in operations.items():
        start = time.process_time()
        for _ in range(TIMES):
            work()
        answers[name] = (time.process_time() - start) / TIMES * 1e6
    print(json.dumps(answers), flush=True)
