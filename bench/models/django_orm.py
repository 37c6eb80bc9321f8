"""Times Django's ORM on the SQLite file named on the command line; prints the costs as JSON."""

import datetime
import json
import random
import sys
import time

import django
from django.conf import settings

file, reads, inserts = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
settings.configure(
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": file}},
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)
django.setup()

from django.db import connection, models, transaction  # noqa: E402


class Question(models.Model):
    question_text = models.CharField(max_length=200)
    votes = models.IntegerField(default=0)
    pub_date = models.DateTimeField()

    class Meta:
        app_label = "polls"
        db_table = "polls_question"


cursor = connection.cursor()
cursor.execute("pragma journal_mode = wal")
cursor.execute("pragma synchronous = normal")
cursor.execute("select count(*) from polls_question")
(rows,) = cursor.fetchone()
moment = datetime.datetime(2026, 11, 22, 11, 33, tzinfo=datetime.timezone.utc)


def get(_):
    assert Question.objects.get(pk=random.randint(1, rows)).votes == 7


def create(number):
    Question.objects.create(question_text="question %d" % number, votes=7, pub_date=moment)


def raw_get(_):
    with connection.cursor() as cursor:
        sql = "select id, question_text, votes, pub_date from polls_question where id = %s"
        cursor.execute(sql, [random.randint(1, rows)])
        assert cursor.fetchone()[2] == 7


def raw_insert(number):
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into polls_question (question_text, votes, pub_date) values (%s, %s, %s)",
            ["question %d" % number, 7, "2026-11-22 11:33:00"],
        )


def cost(count, work):
    """Seconds of wall clock and of CPU for one of these, in microseconds."""
    for number in range(count // 10):
        work(number)
    cpu, wall = time.process_time(), time.perf_counter()
    for number in range(count):
        work(number)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return {"wall": wall / count * 1e6, "cpu": cpu / count * 1e6}


def in_transaction(count, work):
    with transaction.atomic():
        return cost(count, work)


print(
    json.dumps(
        {
            "Django: objects.get": cost(reads, get),
            "Django: cursor, read": cost(reads, raw_get),
            "Django: objects.create": cost(inserts, create),
            "Django: cursor, insert": cost(inserts, raw_insert),
            "Django: objects.create, one transaction": in_transaction(inserts, create),
            "Django: cursor, insert, one transaction": in_transaction(inserts, raw_insert),
        }
    )
)
