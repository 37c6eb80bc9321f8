"""Answers test/fuzz/queries.ts with real Django: one query per line in, one answer per line out."""
import datetime
import decimal
import json
import os
import sys
import types

import django
from django.conf import settings

# An application without files, so that Django knows the way back of its relations.
library = types.ModuleType("library")
library.__path__ = [os.path.dirname(os.path.abspath(__file__))]
sys.modules["library"] = library
settings.configure(
    INSTALLED_APPS=["library"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": sys.argv[1]}},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
    TIME_ZONE="UTC",
)
django.setup()

from django.db import models  # noqa: E402
from django.db.models import Count, F, Max, Min, Q, Sum  # noqa: E402

SCHEMA = json.load(
    open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../conformance/cases/orm_schema.json"))
)["library"]["models"]
AGGREGATES = {"Count": Count, "Max": Max, "Min": Min, "Sum": Sum}
FIELDS = {
    "char": models.CharField,
    "text": models.TextField,
    "integer": models.IntegerField,
    "float": models.FloatField,
    "decimal": models.DecimalField,
    "boolean": models.BooleanField,
    "date": models.DateField,
    "datetime": models.DateTimeField,
    "time": models.TimeField,
    "duration": models.DurationField,
    "json": models.JSONField,
    "uuid": models.UUIDField,
    "fk": models.ForeignKey,
    "o2o": models.OneToOneField,
    "m2m": models.ManyToManyField,
}


def field(spec):
    options = {k: v for k, v in spec.items() if k in ("max_length", "max_digits", "decimal_places", "null", "unique", "primary_key", "related_name", "through")}
    if spec["type"] in ("fk", "o2o"):
        options["on_delete"] = models.DO_NOTHING
    if "to" in spec:
        return FIELDS[spec["type"]](spec["to"], **options)
    return FIELDS[spec["type"]](**options)


MODELS = {}
for name, spec in SCHEMA.items():
    meta = type("Meta", (), {"app_label": "library"})
    body = {"__module__": __name__, "Meta": meta}
    body.update({k: field(v) for k, v in spec["fields"].items()})
    MODELS[name] = type(name, (models.Model,), body)


def value(v):
    if isinstance(v, list):
        return [value(x) for x in v]
    if not isinstance(v, dict):
        return v
    if "$F" in v:
        return F(v["$F"])
    if "$date" in v:
        return datetime.date.fromisoformat(v["$date"])
    if "$decimal" in v:
        return decimal.Decimal(v["$decimal"])
    if "$datetime" in v:
        return datetime.datetime.fromisoformat(v["$datetime"].replace("Z", "+00:00"))
    raise ValueError(v)


def condition(spec):
    if "and" in spec or "or" in spec or "xor" in spec:
        (name, kids), = spec.items()
        result = condition(kids[0])
        for kid in kids[1:]:
            other = condition(kid)
            result = result & other if name == "and" else result | other if name == "or" else result ^ other
        return result
    if "not" in spec:
        return ~condition(spec["not"])
    return Q(**{k: value(v) for k, v in spec.items()})


def aggregate(spec):
    options = {"distinct": True} if spec.get("distinct") else {}
    if "filter" in spec:
        options["filter"] = condition(spec["filter"])
    return AGGREGATES[spec["$agg"]](spec["of"], **options)


def shown(v):
    if isinstance(v, bool) or v is None or isinstance(v, str):
        return v
    if isinstance(v, float):
        return round(v, 6)
    if isinstance(v, datetime.datetime):
        text = v.astimezone(datetime.timezone.utc).isoformat().replace("+00:00", "")
        return {"$datetime": (text.rstrip("0") if "." in text else text) + "Z"}
    if isinstance(v, datetime.date):
        return {"$date": v.isoformat()}
    if isinstance(v, decimal.Decimal):
        text = format(v.quantize(decimal.Decimal("0.000001")), "f")
        return {"$decimal": text.rstrip("0").rstrip(".")}
    return v


def answer(spec):
    rows = MODELS[spec["model"]].objects.all()
    for method, *args in spec["chain"]:
        if method in ("filter", "exclude"):
            rows = getattr(rows, method)(*[condition(a) for a in args])
        elif method == "annotate":
            rows = rows.annotate(**{k: aggregate(v) for k, v in args[0].items()})
        elif method == "slice":
            rows = rows[args[0]:args[1]]
        else:
            rows = getattr(rows, method)(*args)
    if spec["result"] == "count":
        return {"count": rows.count()}
    found = [
        {k: shown(v) for k, v in row.items()} if isinstance(row, dict) else [shown(v) for v in row]
        for row in rows
    ]
    return {spec["result"]: found}


print(json.dumps(django.get_version()), flush=True)
for line in sys.stdin:
    query = json.loads(line)
    try:
        result = answer(query)
    except Exception as error:
        result = {"raises": type(error).__name__}
    print(json.dumps(result), flush=True)
