"""The same pages in Django, for gunicorn: django_site:application."""
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

settings.configure(
    SECRET_KEY='of the comparison',
    ALLOWED_HOSTS=['127.0.0.1'],
    ROOT_URLCONF=__name__,
    # What startproject writes.
    INSTALLED_APPS=[
        'django.contrib.auth',
        'django.contrib.contenttypes',
        'django.contrib.sessions',
        'django.contrib.messages',
    ],
    MIDDLEWARE=[
        'django.middleware.security.SecurityMiddleware',
        'django.contrib.sessions.middleware.SessionMiddleware',
        'django.middleware.common.CommonMiddleware',
        'django.middleware.csrf.CsrfViewMiddleware',
        'django.contrib.auth.middleware.AuthenticationMiddleware',
        'django.contrib.messages.middleware.MessageMiddleware',
        'django.middleware.clickjacking.XFrameOptionsMiddleware',
    ],
    DATABASES={'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': ':memory:'}},
    TEMPLATES=[{
        'BACKEND': 'django.template.backends.django.DjangoTemplates',
        'DIRS': [os.path.join(os.path.dirname(__file__), '..', 'mkweb', 'templates')],
        'OPTIONS': {'context_processors': [
            'django.template.context_processors.request',
            'django.contrib.auth.context_processors.auth',
            'django.contrib.messages.context_processors.messages',
        ], 'loaders': [('django.template.loaders.cached.Loader', ['django.template.loaders.filesystem.Loader'])]},
    }],
)

message = {'message': 'Hello, world!', 'numbers': [1, 2, 3], 'ok': True}
rows = [{'id': at, 'name': 'Name <%d> & "company"' % at, 'price': '%d.50' % at} for at in range(50)]


@csrf_exempt
def form(request):
    return HttpResponse('Hello, ' + request.POST.get('name', ''))


urlpatterns = [
    path('hello/', lambda request: HttpResponse('Hello, world!')),
    path('json/', lambda request: JsonResponse(message)),
    path('table/', lambda request: render(request, 'table.html', {'rows': rows})),
    path('form/', form),
] + [path('route%d/<int:id>/' % at, lambda request, id: JsonResponse({'id': id})) for at in range(200)]

application = get_wsgi_application()
