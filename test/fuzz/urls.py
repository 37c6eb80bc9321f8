"""Answers test/fuzz/urls.ts with real Django: one JSON case per line in, one answer per line out."""
import json
import sys
import uuid

import django
from django.conf import settings

settings.configure(ALLOWED_HOSTS=["*"], DATA_UPLOAD_MAX_NUMBER_FIELDS=1000)
django.setup()

from django.http import QueryDict, parse_cookie  # noqa: E402
from django.urls import NoReverseMatch, Resolver404, include, path, re_path, register_converter  # noqa: E402
from django.urls import reverse as reverse_url  # noqa: E402
from django.urls import resolvers  # noqa: E402
from django.urls.resolvers import RegexPattern, URLResolver  # noqa: E402
from django.utils.encoding import escape_uri_path, iri_to_uri, repercent_broken_unicode  # noqa: E402
from django.utils.http import url_has_allowed_host_and_scheme  # noqa: E402
from urllib.parse import unquote_to_bytes  # noqa: E402


class FourDigits:
    regex = "[0-9]{4}"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return str(value).rjust(4, "0")


class Even:
    regex = "[0-9]+"

    def to_python(self, value):
        if int(value) % 2:
            raise ValueError
        return int(value[-15:])

    def to_url(self, value):
        return str(value)


register_converter(FourDigits, "yyyy")
register_converter(Even, "even")


def view(number):
    def function(request):
        pass

    function.number = number
    return function


def entry(shape):
    make, text = (path, shape["path"]) if "path" in shape else (re_path, shape["regex"])
    kwargs = shape.get("kwargs")
    if "include" in shape:
        below = [entry(each) for each in shape["include"]]
        target = include((below, shape["app"]), namespace=shape.get("namespace")) if "app" in shape else include(below)
        return make(text, target, kwargs)
    return make(text, view(shape["view"]), kwargs, shape.get("name"))


def plain(value):
    if isinstance(value, uuid.UUID) or (isinstance(value, int) and not isinstance(value, bool)):
        return str(value)
    return value


def resolve(resolver, wanted):
    try:
        match = resolver.resolve(wanted)
    except Resolver404 as error:
        tried = error.args[0].get("tried", [])
        return {"tried": [[str(each.pattern) for each in chain] for chain in tried]}
    return {
        "view": match.func.number,
        "args": list(match.args),
        "kwargs": {key: plain(value) for key, value in match.kwargs.items()},
        "name": match.url_name,
        "namespaces": match.namespaces,
        "apps": match.app_names,
        "route": match.route,
    }


def reverse(module, do):
    try:
        return {"url": reverse_url(do["name"], module, do["args"], do["kwargs"], do["app"])}
    except NoReverseMatch:
        return {"raises": "NoReverseMatch"}
    except Exception as error:
        return {"crash": type(error).__name__}


class Module:
    """A URLconf that is no module."""

    def __init__(self, urlpatterns):
        self.urlpatterns = urlpatterns


def answer(case):
    if "urls" in case:
        # Django 5 mutates what this cache holds: converters of one case would appear in the next.
        resolvers._route_to_regex.cache_clear() if hasattr(resolvers._route_to_regex, "cache_clear") else None
        patterns = tuple(entry(each) for each in case["urls"])
        resolver = URLResolver(RegexPattern(r"^/"), patterns)
        return [
            resolve(resolver, do["path"]) if "path" in do else reverse(patterns, do) for do in case["do"]
        ]
    answers = []
    for do in case["do"]:
        if "query" in do:
            query = QueryDict(do["query"])
            answers.append({"lists": [list(pair) for pair in query.lists()], "urlencode": query.urlencode()})
        elif "cookie" in do:
            answers.append(parse_cookie(do["cookie"]))
        elif "safe" in do:
            answers.append([url_has_allowed_host_and_scheme(do["safe"], {"testserver"}, https) for https in (False, True)])
        elif "target" in do:
            answers.append(repercent_broken_unicode(unquote_to_bytes(do["target"])).decode())
        else:
            answers.append([iri_to_uri(do["iri"]), escape_uri_path(do["iri"])])
    return answers


sys.setrecursionlimit(5000)
print(json.dumps({"django": django.get_version()}), flush=True)
for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
