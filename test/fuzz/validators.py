"""Answers test/fuzz/validators.ts with real Django: [validator, value] per line in, the message or null out."""
import json
import sys

import django
from django.conf import settings

settings.configure(USE_I18N=False)
django.setup()

from decimal import Decimal  # noqa: E402
from django.contrib.auth.validators import (  # noqa: E402
    ASCIIUsernameValidator,
    UnicodeUsernameValidator,
)
from django.core import validators  # noqa: E402
from django.core.exceptions import ValidationError  # noqa: E402

checks = {
    "email": validators.validate_email,
    "url": validators.URLValidator(),
    "slug": validators.validate_slug,
    "unicodeSlug": validators.validate_unicode_slug,
    "integer": validators.validate_integer,
    "ipv4": validators.validate_ipv4_address,
    "ipv6": validators.validate_ipv6_address,
    "ipv46": validators.validate_ipv46_address,
    "minLength3": validators.MinLengthValidator(3),
    "maxLength1": validators.MaxLengthValidator(1),
    "decimal": lambda value: validators.DecimalValidator(5, 2)(Decimal(value)),
    "domainName": validators.validate_domain_name,
    "asciiDomainName": validators.DomainNameValidator(accept_idna=False),
    "integerList": validators.validate_comma_separated_integer_list,
    "negativeList": validators.int_list_validator(sep=" - ", allow_negative=True),
    "step": lambda value: validators.StepValueValidator(0.25)(float(value)),
    "offsetStep": lambda value: validators.StepValueValidator(3.5, offset=1.25)(float(value)),
    "asciiUsername": ASCIIUsernameValidator(),
    "unicodeUsername": UnicodeUsernameValidator(),
}


def answer(name, value):
    try:
        checks[name](value)
    except ValidationError as error:
        return error.messages[0]
    return None


print(json.dumps(list(django.VERSION[:3])), flush=True)
for line in sys.stdin:
    name, value = json.loads(line)
    print(json.dumps(answer(name, value)), flush=True)
