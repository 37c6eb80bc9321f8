"""Django's ORM: does what it is asked on stdin, a line of JSON each, and answers the CPU it took or what it saw.

Arguments: the SQLite file or PostgreSQL URL, and `serve`, `unit30` or `firstQuery`.
"""

import datetime
import json
import sys
import time
import types
from urllib.parse import urlparse

import django
from django.conf import settings

address, task = sys.argv[1:3]
if address.startswith("postgresql:"):
    url = urlparse(address)
    database = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": url.path[1:],
        "HOST": url.hostname,
        "PORT": url.port,
        "USER": url.username,
        "PASSWORD": url.password or "",
    }
else:
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": address}
app = types.ModuleType("bench")
app.__path__ = [sys.path[0]]
sys.modules["bench"] = app
settings.configure(
    INSTALLED_APPS=["bench"],
    DATABASES={"default": database},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
)
django.setup()

from django.db import connection, models, transaction  # noqa: E402
from django.db.models import F  # noqa: E402


class Author(models.Model):
    name = models.CharField(max_length=100, unique=True)

    class Meta:
        app_label = "bench"


class Book(models.Model):
    title = models.CharField(max_length=200)
    votes = models.IntegerField(default=0)
    made = models.DateTimeField()
    author = models.ForeignKey(Author, models.CASCADE, related_name="books")

    class Meta:
        app_label = "bench"


MADE = datetime.datetime(2026, 11, 22, 11, 33, tzinfo=datetime.timezone.utc)
DOOMED = 1_000_000
TITLES = [f"bulk {at}" for at in range(10_000)]


def book_id(turn):
    return 1 + turn % 10_000


def author_id(turn):
    return 1 + turn % 1000


def update(turn):
    book = Book.objects.get(id=book_id(turn))
    book.votes += 1
    book.save()


def in_transaction(turn):
    with transaction.atomic():
        Author.objects.create(name=f"one {turn}")
        Author.objects.create(name=f"two {turn}")


def chain10(turn):
    books = Book.objects.filter(id=book_id(turn))
    for at in range(1, 10):
        books = books.filter(votes__gte=at)
    return list(books)


def name_for(turn):
    return f"author {turn % 1000}" if turn % 2 == 0 else f"made {turn}"


operations = {
    "get": lambda turn: Book.objects.get(id=book_id(turn)),
    "filter100": lambda turn: list(
        Book.objects.filter(votes__gt=turn % 9000).order_by("id")[:100]
    ),
    "lookup100": lambda turn: list(
        Book.objects.filter(
            title__startswith=f"book {1 + turn % 9}", votes__range=(100, 9900)
        ).order_by("id")[:100]
    ),
    "hydrate10k": lambda turn: list(Book.objects.all()),
    "join1000": lambda turn: list(
        Book.objects.select_related("author").order_by("id")[:1000]
    ),
    "prefetch1000x10": lambda turn: list(Author.objects.prefetch_related("books")),
    "count": lambda turn: Book.objects.filter(author=author_id(turn)).count(),
    "exists": lambda turn: Book.objects.filter(author=author_id(turn)).exists(),
    "update": update,
    "queryset-update": lambda turn: Book.objects.filter(id=book_id(turn)).update(
        votes=F("votes") + 1
    ),
    "insert": lambda turn: Book.objects.create(
        title=f"new {turn}", votes=1, made=MADE, author_id=author_id(turn)
    ),
    "bulk10k": lambda turn: Book.objects.bulk_create(
        [Book(title=title, votes=1, made=MADE, author_id=1) for title in TITLES]
    ),
    "cascade": lambda turn: Author.objects.filter(id=DOOMED + turn).delete(),
    "getOrCreate": lambda turn: Author.objects.get_or_create(name=name_for(turn))[0],
    "transaction": in_transaction,
    "chain10": chain10,
}


def unit30():
    made = [
        type(
            f"Unit{at}",
            (models.Model,),
            {
                "a": models.CharField(max_length=100),
                "b": models.IntegerField(),
                "c": models.CharField(max_length=100),
                "Meta": type("Meta", (), {"app_label": "bench"}),
                "__module__": __name__,
            },
        )
        for at in range(30)
    ]
    return list(made[0].objects.all())


def digest(answer):
    seen = {"rows": 0, "title": 0, "votes": 0, "made": 0, "name": 0}

    def see(row, nested=False):
        if isinstance(row, Author):
            seen["rows"] += 1
            seen["name"] += len(row.name)
            if "books" in getattr(row, "_prefetched_objects_cache", {}):
                for book in row.books.all():
                    see(book, nested=True)
        else:
            seen["rows"] += 1
            seen["title"] += len(row.title)
            seen["votes"] += row.votes
            seen["made"] += int(row.made.timestamp())
            if not nested and "author" in row._state.fields_cache:
                seen["name"] += len(row.author.name)

    if isinstance(answer, (bool, int)):
        return int(answer)
    for row in answer if isinstance(answer, list) else [answer]:
        see(row)
    return seen


def serve():
    print(json.dumps(django.get_version()), flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        work = operations[asked["operation"]]
        if asked.get("digest"):
            answer = work(asked["from"])
            print(json.dumps(digest(answer) if asked["reads"] else None), flush=True)
            continue
        turns = range(asked["from"], asked["from"] + asked["turns"])
        before, wall = time.process_time(), time.perf_counter()
        for turn in turns:
            work(turn)
        cpu = (time.process_time() - before) * 1e6
        wall = (time.perf_counter() - wall) * 1e6
        print(json.dumps({"cpu": cpu, "wall": wall}), flush=True)


if connection.vendor == "sqlite" and task != "unit30":
    with connection.cursor() as cursor:
        cursor.execute("pragma synchronous = normal")
if task == "serve":
    serve()
elif task == "unit30":
    before = time.process_time()
    unit30()
    print((time.process_time() - before) * 1e6)
else:
    operations["get"](0)
    print(time.process_time() * 1e6)
