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
    # One for all threads; in memory, as mkweb's.
    DATABASES={'default': {
        'ENGINE': 'django.db.backends.sqlite3',
        'NAME': 'file:comparison?mode=memory&cache=shared',
        'OPTIONS': {'uri': True},
    }},
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


def author(request, id):
    found = Author.objects.get(id=id)
    return JsonResponse({'id': found.id, 'name': found.name, 'born': found.born})


@csrf_exempt
def upload(request):
    return HttpResponse('Got %d bytes' % request.FILES['file'].size)


def visits(request):
    request.session['visits'] = request.session.get('visits', 0) + 1
    return JsonResponse({'visits': request.session['visits']})


urlpatterns = [
    path('hello/', lambda request: HttpResponse('Hello, world!')),
    path('json/', lambda request: JsonResponse(message)),
    path('table/', lambda request: render(request, 'table.html', {'rows': rows})),
    path('form/', form),
    path('author/<int:id>/', author),
    path('upload/', upload),
    path('visits/', visits),
] + [path('route%d/<int:id>/' % at, lambda request, id: JsonResponse({'id': id})) for at in range(200)]

application = get_wsgi_application()

# Only now is there a registry that models can be put into.
from django.contrib.sessions.models import Session  # noqa: E402
from django.db import connection, models  # noqa: E402


class Author(models.Model):
    name = models.CharField(max_length=100)
    born = models.DateField()

    class Meta:
        app_label = 'library'


with connection.schema_editor() as editor:
    editor.create_model(Author)
    editor.create_model(Session)
Author.objects.bulk_create(Author(name='Author %d' % (at + 1), born='1950-01-01') for at in range(1000))
