"""The same in Django, for gunicorn: django_sessions:application; SESSION_ENGINE and FOLDER in the environment."""
import os

import django
from django.conf import settings

folder = os.environ['FOLDER']
settings.configure(
    SECRET_KEY='of the comparison',
    ALLOWED_HOSTS=['127.0.0.1'],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=['django.contrib.sessions'],
    MIDDLEWARE=['django.contrib.sessions.middleware.SessionMiddleware'],
    SESSION_ENGINE='django.contrib.sessions.backends.' + os.environ['SESSION_ENGINE'],
    SESSION_FILE_PATH=folder,
    DATABASES={'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': folder + '/db.sqlite3', 'CONN_MAX_AGE': None}},
    DEFAULT_AUTO_FIELD='django.db.models.BigAutoField',
    USE_TZ=True,
)
django.setup()

from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db.backends.signals import connection_created  # noqa: E402
from django.http import JsonResponse  # noqa: E402
from django.urls import path  # noqa: E402


def open_as_mkweb_does(connection, **kwargs):
    connection.cursor().execute('pragma journal_mode = wal')
    connection.cursor().execute('pragma synchronous = normal')


connection_created.connect(open_as_mkweb_does)
call_command('migrate', verbosity=0)


def count(request):
    request.session['count'] = request.session.get('count', 0) + 1
    return JsonResponse({'count': request.session['count']})


urlpatterns = [path('count/', count)]
application = get_wsgi_application()
