#!/usr/bin/python3
"""The site beside ours, in Django: `site.py migrate`, `site.py adduser NAME...`, `site.py runserver PORT`;
`site.py version` and `site.py password NAME` print Django's version and what it stores for a user.

Environment as for the other: DB_PATH or DATABASE_URL, SECRET_KEY, H_PBKDF2_ITERATIONS, H_COOKIE_AGE.
The password of a user that `adduser` makes is `pw-` and the name."""
import json
import os
import sys

from django.conf import settings

from database import database

settings.configure(
    SECRET_KEY=os.environ['SECRET_KEY'],
    ALLOWED_HOSTS=['127.0.0.1', 'localhost'],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=['django.contrib.auth', 'django.contrib.contenttypes', 'django.contrib.sessions'],
    MIDDLEWARE=[
        'django.contrib.sessions.middleware.SessionMiddleware',
        'django.middleware.common.CommonMiddleware',
        'django.middleware.csrf.CsrfViewMiddleware',
        'django.contrib.auth.middleware.AuthenticationMiddleware',
    ],
    DATABASES={'default': database()},
    DEFAULT_AUTO_FIELD='django.db.models.BigAutoField',
    USE_TZ=True,
    PASSWORD_HASHERS=[__name__ + '.Hasher'],
    SESSION_COOKIE_AGE=int(os.environ.get('H_COOKIE_AGE', 1209600)),
)

import django  # noqa: E402

django.setup()

from django.contrib import auth  # noqa: E402
from django.contrib.auth.hashers import PBKDF2PasswordHasher  # noqa: E402
from django.http import HttpResponse, JsonResponse  # noqa: E402
from django.middleware.csrf import get_token  # noqa: E402
from django.urls import path  # noqa: E402
from django.views.decorators.csrf import csrf_exempt  # noqa: E402


class Hasher(PBKDF2PasswordHasher):
    iterations = int(os.environ.get('H_PBKDF2_ITERATIONS', PBKDF2PasswordHasher.iterations))


def done(work):
    """A view that does something to the session or the user and has nothing to say."""
    @csrf_exempt
    def view(request):
        work(request)
        return JsonResponse({'ok': True})
    return view


def counter(request):
    count = request.session.get('count', 0) + 1
    request.session['count'] = count
    return JsonResponse({'count': count})


def session(request):
    data = dict(request.session.items())
    return JsonResponse({'key': request.session.session_key, 'data': data, 'expiry_age': request.session.get_expiry_age()})


@csrf_exempt
def log_in(request):
    user = auth.authenticate(request, username=request.POST.get('username'), password=request.POST.get('password'))
    if not user:
        return JsonResponse({'user': None}, status=401)
    auth.login(request, user)
    return JsonResponse({'user': user.get_username()})


def change_password(request):
    request.user.set_password(request.POST['new'])
    request.user.save()
    auth.update_session_auth_hash(request, request.user)


def form(request):
    if request.method == 'POST':
        return JsonResponse({'csrf': 'ok'})
    return HttpResponse('<form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="%s"></form>' % get_token(request))


urlpatterns = [
    path('counter/', counter),
    path('session/', session),
    path('session/set/', done(lambda request: request.session.update(json.loads(request.body)))),
    path('session/expiry/', done(lambda request: request.session.set_expiry(json.loads(request.body)['seconds']))),
    path('session/flush/', done(lambda request: request.session.flush())),
    path('session/cycle/', done(lambda request: request.session.cycle_key())),
    path('login/', log_in),
    path('logout/', done(auth.logout)),
    path('whoami/', lambda request: JsonResponse({'user': request.user.get_username() or None})),
    path('password/', done(change_password)),
    path('form/', form),
]

if __name__ == '__main__':
    from django.contrib.auth.models import User
    from django.core.management import execute_from_command_line

    if sys.argv[1] == 'adduser':
        for name in sys.argv[2:]:
            User.objects.create_user(name, password='pw-' + name)
    elif sys.argv[1] == 'version':
        print('%d.%d' % django.VERSION[:2])
    elif sys.argv[1] == 'password':
        print(User.objects.get(username=sys.argv[2]).password)
    else:
        execute_from_command_line(sys.argv)
