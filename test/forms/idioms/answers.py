"""Writes what real Django 5.2 makes of the templates beside it, for each case of cases.json: python3 answers.py > answers.json"""
import json
import os

import django
from django.conf import settings

here = os.path.dirname(os.path.abspath(__file__))
settings.configure(
    SECRET_KEY="a secret of the tests",
    USE_I18N=False,
    STATIC_URL="/static/",
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [os.path.join(here, "templates")]}],
)
django.setup()

from django import forms  # noqa: E402
from django.forms import formset_factory  # noqa: E402
from django.http import QueryDict  # noqa: E402
from django.template import loader  # noqa: E402


class ContactForm(forms.Form):
    required_css_class = "required"
    subject = forms.CharField(max_length=20, min_length=2, help_text="At most <b>20</b> letters.")
    email = forms.EmailField(label="Your address")
    message = forms.CharField(widget=forms.Textarea(attrs={"rows": 4, "class": "form-control"}))
    cc_myself = forms.BooleanField(required=False, label="A copy for me")
    kind = forms.ChoiceField(choices=[("q", "A question"), ("p", "Praise & thanks")], widget=forms.RadioSelect)
    topics = forms.MultipleChoiceField(
        choices=[("a", "Apples"), ("b", "Bees"), ("c", "<Cats>")], widget=forms.CheckboxSelectMultiple, required=False
    )
    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), initial="2026-01-02")
    when_to_call = forms.TimeField(required=False)
    paper = forms.FileField(required=False)
    token = forms.CharField(widget=forms.HiddenInput, initial="t<1>")

    class Media:
        css = {"all": ["contact/form.css"], "print": ["/print.css"]}
        js = ["contact/form.js", "https://cdn.example.com/x.js?a=1&b=2"]

    def clean(self):
        if self.cleaned_data.get("subject") == "spam":
            raise forms.ValidationError(["No <spam>, please.", "Really."], code="spam")


class ChoiceForm(forms.Form):
    choice_text = forms.CharField(max_length=200)
    votes = forms.IntegerField(min_value=0, required=False)


ChoiceFormSet = formset_factory(ChoiceForm, extra=2, can_delete=True, can_order=True, max_num=4, validate_max=True)


def data_of(case):
    if "data" not in case:
        return None
    data = QueryDict(mutable=True)
    for name, value in case["data"].items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def variables(kind, case):
    data = data_of(case)
    if kind == "contact":
        form = ContactForm(data, prefix=case.get("prefix"), auto_id=case.get("autoId", "id_%s"))
        form.is_valid()
        return {"form": form}
    formset = ChoiceFormSet(data, initial=[{"choice_text": "Not <much>", "votes": 3}])
    formset.is_valid()
    return {"formset": formset}


with open(os.path.join(here, "cases.json")) as file:
    cases = json.load(file)
answers = {}
for kind, list_of_cases in cases.items():
    for name in sorted(os.listdir(os.path.join(here, "templates", kind))):
        if name.startswith("_"):
            continue
        template = f"{kind}/{name}"
        answers[template] = {
            case["name"]: loader.render_to_string(template, variables(kind, case)) for case in list_of_cases
        }
print(json.dumps(answers, indent=1, ensure_ascii=False))
