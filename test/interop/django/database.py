"""The database that both sides share, from DB_PATH or DATABASE_URL."""
import os
from urllib.parse import unquote, urlsplit


def database():
    if os.environ.get('DB_PATH'):
        return {'ENGINE': 'django.db.backends.sqlite3', 'NAME': os.environ['DB_PATH'], 'OPTIONS': {'timeout': 20}}
    url = urlsplit(os.environ['DATABASE_URL'])
    return {'ENGINE': 'django.db.backends.postgresql', 'NAME': unquote(url.path[1:]), 'HOST': url.hostname or '',
            'PORT': url.port or '', 'USER': unquote(url.username or ''), 'PASSWORD': unquote(url.password or '')}
