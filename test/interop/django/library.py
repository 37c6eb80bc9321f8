#!/usr/bin/python3
"""Django's side of the app library, whose models change: `library.py FOLDER`, where the app is made.

Reads one JSON object a line and answers each with one. What changes the models or needs those of some moment runs in
a process of its own; from the first `migrate` on the models are those that are then there."""
import datetime
import json
import os
import sys
import traceback

import django
from django.conf import settings
from django.core.management import call_command
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.questioner import MigrationQuestioner
from django.db.migrations.state import ProjectState
from django.db.migrations.writer import MigrationWriter

FOLDER = sys.argv[1]
APP = os.path.join(FOLDER, 'library')
sys.path.insert(0, FOLDER)
DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': ':memory:'}}


def set_up():
    if settings.configured:
        return
    settings.configure(
        DATABASES=DATABASES, AUTH_USER_MODEL='library.Member', USE_TZ=True, SECRET_KEY='k',
        INSTALLED_APPS=['django.contrib.auth', 'django.contrib.contenttypes', 'library'],
        DEFAULT_AUTO_FIELD='django.db.models.BigAutoField',
    )
    django.setup()


class Answers(MigrationQuestioner):
    def __init__(self, rename, default):
        super().__init__({}, dry_run=False)
        self.rename, self.default = rename, default

    def ask_rename(self, *_):
        return self.rename is not None

    def ask_rename_model(self, *_):
        return self.rename is not None

    def ask_not_null_addition(self, field_name, _):
        return self.default.split('=')[1]


def changes(name=None, rename=None, default=None):
    from django.apps import apps
    loader = MigrationLoader(None)
    found = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps), Answers(rename, default))
    return found.changes(graph=loader.graph, trim_to_apps={'library'}, convert_apps={'library'}, migration_name=name)


def make(models, name, number, rename=None, default=None, written=None):
    """Writes the models, and the migration that is made of them or written by hand."""
    os.makedirs(os.path.join(APP, 'migrations'), exist_ok=True)
    for path in ('__init__.py', 'migrations/__init__.py'):
        open(os.path.join(APP, path), 'a').close()
    with open(os.path.join(APP, 'models.py'), 'w') as file:
        file.write(models)
    if written is None:
        set_up()
        for migration in changes(name, rename, default)['library']:
            with open(MigrationWriter(migration).path, 'w') as file:
                file.write(MigrationWriter(migration).as_string())
        return
    latest = sorted(each[:-3] for each in os.listdir(os.path.join(APP, 'migrations')) if each[0] == '0')[-1]
    body = ''.join('    %s\n' % line for line in written.split('operations = ')[1].split('\n'))
    with open(os.path.join(APP, 'migrations', '%04d_%s.py' % (number, name)), 'w') as file:
        file.write('import datetime\n\nfrom django.db import migrations, models\n\n\n')
        file.write(written.split('operations = ')[0])
        file.write('class Migration(migrations.Migration):\n    dependencies = [("library", "%s")]\n' % latest)
        file.write('    operations = %s' % body.lstrip())


def fill(database):
    """The rows there are before anything changes: as `fill` of the test has them."""
    set_up()
    call_command('migrate', 'auth', database=database, verbosity=0, skip_checks=True)
    call_command('migrate', database=database, verbosity=0, skip_checks=True)
    from django.contrib.auth.models import Group
    from library.models import Book, Club, Genre, Item, Member, Membership, Sequel, Tag
    joined = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc)
    ann, bob = [
        Member.objects.using(database).create(username=name, nickname=name + 'y', date_joined=joined, password=PASSWORD)
        for name in ('ann', 'bob')
    ]
    group = Group.objects.using(database).create(name='editors')
    ann.groups.add(group)
    poetry, crime = [Genre.objects.using(database).create(name=name) for name in ('poetry', 'crime')]
    stone = Item.objects.using(database).create(title='Stone', pages=3, owner=ann)
    iliad = Book.objects.using(database).create(title='Iliad', isbn='1', owner=bob)
    iliad.genres.add(poetry)
    odyssey = Sequel.objects.using(database).create(title='It\'s "Odyssey" %s', isbn='2', pages=541)
    odyssey.genres.add(poetry)
    odyssey.genres.add(crime)
    club = Club.objects.using(database).create(name='Readers')
    for member in (ann, bob):
        club.members.add(member, through_defaults={'since': '2026-01-02'})
    for each, label in ((poetry, 'old'), (stone, 'hard'), (iliad, 'epic')):
        each.tags.create(label=label)
    assert Tag.objects.using(database).count() == 3 and Membership.objects.using(database).count() == 2


# Of the password "pw".
PASSWORD = 'pbkdf2_sha256$1000$salt$CjglNVXON/XHKmtwP5loFOvyQfIDrxRuk9zesDHFVn4='


def models_of(database):
    """The models of the end."""
    from django.apps import apps
    from django.contrib.contenttypes.models import ContentType
    from django.db import connections
    # Generic relations look for the types of models in the default database.
    connections['default'] = connections[database]
    ContentType.objects.clear_cache()
    return {model.__name__: model.objects.using(database) for model in apps.get_app_config('library').get_models()}


def add(database, isbn):
    """A few rows more."""
    every = models_of(database)
    member = every['Member'].create(username='m' + isbn, password=PASSWORD, nickname='n' + isbn)
    book = every['Sequel'].create(heading='Book ' + isbn, language='en', pages=7, isbn=isbn, keeper=member)
    every['Shelving'].create(book=book, kind=every['Kind'].get(name='crime'), place=1)
    every['Kind'].get(name='poetry').tags.create(label='by ' + isbn)
    every['Club'].get().members.add(member, through_defaults={'since': '2026-02-03'})


def read(database):
    from django.contrib.auth.hashers import check_password
    every = models_of(database)
    club = every['Club'].get()
    return {
        'passwords': [check_password('pw', each.password) for each in every['Member'].order_by('username')],
        'groups': [each.name for each in every['Member'].get(username='ann').groups.all()],
        'kinds': [[each.isbn, sorted(kind.name for kind in each.genres.all())] for each in every['Book'].order_by('isbn')],
        'sheets': [[each.heading, each.sheets, each.keeper and each.keeper.username] for each in every['Item'].order_by('heading')],
        'sequels': every['Sequel'].count(),
        'tags': [[each.label, type(each.content).__name__, each.content.pk] for each in every['Tag'].order_by('label')],
        'tagged': [each.name for each in every['Kind'].filter(tags__label='old')],
        'members': sorted(each.username for each in club.members.all()),
        'roles': [each.role for each in club.membership_set.all()],
    }


def answer(given):
    work = given.pop('do')
    if work == 'databases':
        DATABASES.update(given['databases'])
    elif work in ('make', 'fill'):
        apart(make if work == 'make' else fill, given)
    elif work == 'migrate':
        set_up()
        call_command('migrate', 'library', given['to'], database=given['database'], verbosity=0, skip_checks=True)
    elif work == 'missing':
        set_up()
        return [str(each) for each in changes().get('library', [])]
    elif work == 'add':
        add(**given)
    elif work == 'read':
        return read(**given)
    return None


def apart(work, given):
    child = os.fork()
    if child == 0:
        try:
            work(**given)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        sys.stderr.flush()
        os._exit(0)
    if os.waitpid(child, 0)[1] != 0:
        raise RuntimeError('see above')


answers = os.fdopen(os.dup(1), 'w')
os.dup2(2, 1)
for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), file=answers, flush=True)
