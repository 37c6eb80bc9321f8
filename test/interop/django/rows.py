#!/usr/bin/python3
"""What Django does with the models of the app shop.

`rows.py create` makes their tables, as Django would; `rows.py read` prints every row as JSON;
`rows.py add` and `rows.py change` store the rows given as JSON on stdin; `rows.py inspectdb` is Django's own.
A row is {column: value}, values in JSON's types or as text, binary in hexadecimal digits."""
import json
import sys
from datetime import datetime

from django.conf import settings

from database import database

settings.configure(DATABASES={'default': database()}, INSTALLED_APPS=['shop'], USE_TZ=True, TIME_ZONE='UTC',
                   DEFAULT_AUTO_FIELD='django.db.models.BigAutoField')

import django  # noqa: E402

django.setup()

from django.apps import apps  # noqa: E402
from django.core.management import execute_from_command_line  # noqa: E402
from django.db import connection, models, transaction  # noqa: E402

ALL = {model.__name__: model for model in apps.get_app_config('shop').get_models()}


def plain(value):
    if isinstance(value, (bytes, memoryview)):
        return bytes(value).hex()
    if isinstance(value, datetime):
        return value.isoformat()
    return value if isinstance(value, (str, int, float, bool, list, dict, type(None))) else str(value)


def stored(field, value):
    return bytes.fromhex(value) if isinstance(field, models.BinaryField) and value is not None else value


def row(each):
    columns = {field.attname: plain(getattr(each, field.attname)) for field in each._meta.concrete_fields}
    links = {field.name: [other.pk for other in getattr(each, field.name).order_by('pk')]
             for field in each._meta.many_to_many}
    return {**columns, **links}


def save(change):
    with transaction.atomic():
        for name, rows in json.load(sys.stdin).items():
            meta = ALL[name]._meta
            columns = {field.attname: field for field in meta.concrete_fields}
            for values in rows:
                each = ALL[name].objects.get(pk=values['id']) if change else ALL[name]()
                for column in columns.keys() & values.keys():
                    setattr(each, column, stored(columns[column], values[column]))
                each.save()
                for field in meta.many_to_many:
                    if field.name in values:
                        getattr(each, field.name).set(values[field.name])


command = sys.argv[1]
if command == 'create':
    with connection.schema_editor() as editor:
        for model in ALL.values():
            editor.create_model(model)
elif command == 'read':
    print(json.dumps({name: [row(each) for each in model.objects.order_by('pk')] for name, model in ALL.items()}))
elif command in ('add', 'change'):
    save(command == 'change')
else:
    execute_from_command_line(sys.argv)
