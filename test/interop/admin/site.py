#!/usr/bin/python3
"""A Django with its admin beside the site of test/admin, on the tables that ours has made: `site.py runserver PORT`,
`site.py log` and `site.py rows LABEL`, which print JSON.

Environment: DB_PATH or DATABASE_URL, SECRET_KEY."""
import json
import os
import sys

from django.conf import settings

sys.path.insert(1, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'django'))

from database import database  # noqa: E402

settings.configure(
    SECRET_KEY=os.environ['SECRET_KEY'],
    ALLOWED_HOSTS=['127.0.0.1'],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=[
        'django.contrib.admin',
        'django.contrib.auth',
        'django.contrib.contenttypes',
        'django.contrib.sessions',
        'django.contrib.messages',
        'polls',
        'library',
    ],
    MIDDLEWARE=[
        'django.contrib.sessions.middleware.SessionMiddleware',
        'django.middleware.common.CommonMiddleware',
        'django.middleware.csrf.CsrfViewMiddleware',
        'django.contrib.auth.middleware.AuthenticationMiddleware',
        'django.contrib.messages.middleware.MessageMiddleware',
    ],
    TEMPLATES=[{
        'BACKEND': 'django.template.backends.django.DjangoTemplates',
        'APP_DIRS': True,
        'OPTIONS': {'context_processors': [
            'django.template.context_processors.request',
            'django.contrib.auth.context_processors.auth',
            'django.contrib.messages.context_processors.messages',
        ]},
    }],
    DATABASES={'default': database()},
    DEFAULT_AUTO_FIELD='django.db.models.BigAutoField',
    PASSWORD_HASHERS=[__name__ + '.Hasher'],
    STATIC_URL='static/',
    TIME_ZONE='UTC',
    USE_TZ=True,
)

import django  # noqa: E402
from django.contrib.auth.hashers import PBKDF2PasswordHasher  # noqa: E402


class Hasher(PBKDF2PasswordHasher):
    iterations = 1000


django.setup()

from django.apps import apps  # noqa: E402
from django.contrib import admin  # noqa: E402
from django.contrib.admin.models import LogEntry  # noqa: E402
from django.core import serializers  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402

urlpatterns = [path('admin/', admin.site.urls), path('whoami/', lambda request: HttpResponse(request.user.get_username()))]


def log():
    return [
        {
            'user': entry.user.get_username(),
            'model': '.'.join(entry.content_type.natural_key()),
            'object_id': entry.object_id,
            'object_repr': entry.object_repr,
            'action_flag': entry.action_flag,
            'change_message': entry.change_message,
            'message': str(entry.get_change_message()),
        }
        for entry in LogEntry.objects.select_related('user', 'content_type').order_by('pk')
    ]


def rows(label):
    """As fixtures have them, without passwords; the keys of many-to-many relations sorted, as the server of ours answers them."""
    found = json.loads(serializers.serialize('json', apps.get_model(label)._base_manager.order_by('pk')))
    for row in found:
        row['fields'].pop('password', None)
        for name, value in row['fields'].items():
            if isinstance(value, list):
                row['fields'][name] = sorted(value)
    return found


if __name__ == '__main__':
    command, *words = sys.argv[1:]
    if command == 'log':
        print(json.dumps(log()))
    elif command == 'rows':
        print(json.dumps(rows(*words)))
    else:
        from django.core.management import execute_from_command_line
        execute_from_command_line(sys.argv)
