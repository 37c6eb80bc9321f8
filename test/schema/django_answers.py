"""Runs cases of changing schemas through Django's own migrations, and answers what the database then is.

Reads {"vendor": ..., "url": {...}, "cases": [...]} from standard input, writes one JSON answer a line.
"""

import json
import sys

import django
from django.conf import settings

given = json.load(sys.stdin)
VENDOR = given["vendor"]
if VENDOR == "sqlite":
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
else:
    database = {"ENGINE": "django.db.backends.postgresql", **given["database"]}
settings.configure(
    DATABASES={"default": database},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
    INSTALLED_APPS=["django.contrib.postgres"] if VENDOR == "postgresql" else [],
)
django.setup()

from django.db import connection, migrations, models, transaction  # noqa: E402
from django.db.migrations.state import ProjectState  # noqa: E402
from django.db.models import Func  # noqa: E402
from django.db.models.expressions import RawSQL  # noqa: E402

CLASSES = {
    "string": models.CharField,
    "text": models.TextField,
    "integer": models.IntegerField,
    "smallint": models.SmallIntegerField,
    "bigint": models.BigIntegerField,
    "positiveInteger": models.PositiveIntegerField,
    "positiveSmallInteger": models.PositiveSmallIntegerField,
    "positiveBigInteger": models.PositiveBigIntegerField,
    "boolean": models.BooleanField,
    "decimal": models.DecimalField,
    "double": models.FloatField,
    "date": models.DateField,
    "datetime": models.DateTimeField,
    "time": models.TimeField,
    "duration": models.DurationField,
    "json": models.JSONField,
    "uuid": models.UUIDField,
    "blob": models.BinaryField,
    "ip": models.GenericIPAddressField,
}
AUTO = {
    "integer": models.AutoField,
    "smallint": models.SmallAutoField,
    "bigint": models.BigAutoField,
}
NAMES = {
    "nullable": "null",
    "unique": "unique",
    "index": "db_index",
    "primary": "primary_key",
    "column": "db_column",
    "length": "max_length",
    "precision": "max_digits",
    "scale": "decimal_places",
    "collation": "db_collation",
    "comment": "db_comment",
    "dbConstraint": "db_constraint",
}


def snake(name):
    return "".join("_" + c.lower() if c.isupper() else c for c in name)


def field(state, default=None, preserve=True):
    options = {NAMES[key]: value for key, value in state.items() if key in NAMES}
    if default is not None:
        options["default"] = default
    if "dbDefault" in state:
        options["db_default"] = state["dbDefault"]
    kind = state.get("kind")
    if kind == "m:n":
        through = {"through": state["through"]} if "through" in state else {}
        return models.ManyToManyField(state["to"], **through)
    if kind:
        if "toField" in state:
            options["to_field"] = snake(state["toField"])
        relation = models.OneToOneField if kind == "1:1" else models.ForeignKey
        return relation(state["to"], on_delete=models.DO_NOTHING, **options)
    if "generated" in state:
        output = CLASSES[state["type"]](
            **{NAMES[key]: value for key, value in state.items() if key in ("length",)}
        )
        return models.GeneratedField(
            # RawSQL puts its own parentheses around.
            expression=RawSQL(state["generated"]["sql"][1:-1], []),
            output_field=output,
            db_persist=state["generated"]["stored"],
            **({"unique": True} if state.get("unique") else {}),
        )
    classes = AUTO if state.get("autoincrement") else CLASSES
    return classes[state["type"]](**options)


SIGNS = {"equals": "", "gt": "__gt", "gte": "__gte", "lt": "__lt", "lte": "__lte", "isNull": "__isnull"}


def condition(state):
    if "and" in state or "or" in state:
        parts = [condition(each) for each in state.get("and", state.get("or"))]
        whole = parts[0]
        for part in parts[1:]:
            whole = whole & part if "and" in state else whole | part
        return whole
    if "not" in state:
        return ~condition(state["not"])
    [(sign, value)] = [(key, value) for key, value in state.items() if key != "field"]
    if isinstance(value, dict):
        value = models.F(snake(value["field"]))
    if sign == "in":
        return models.Q(**{snake(state["field"]) + "__in": value})
    return models.Q(**{snake(state["field"]) + SIGNS[sign]: value})


def names(properties):
    return [("-" if p.startswith("-") else "") + snake(p.lstrip("-")) for p in properties]


def raw(text):
    return Func(template=text.replace("%", "%%"))


def expressions(texts):
    return [raw(text) for text in texts]


def index(state):
    options = {}
    if "name" in state:
        options["name"] = state["name"]
    if "condition" in state:
        options["condition"] = condition(state["condition"])
    if "include" in state:
        options["include"] = names(state["include"])
    if "opclasses" in state:
        options["opclasses"] = state["opclasses"]
    kind = models.Index
    if "using" in state:
        from django.contrib.postgres import indexes

        kind = {"gin": indexes.GinIndex, "brin": indexes.BrinIndex, "hash": indexes.HashIndex}[state["using"]]
    if "expressions" in state:
        return kind(*expressions(state["expressions"]), **options)
    return kind(fields=names(state["properties"]), **options)


def constraint(state):
    name = state["name"]
    if "check" in state:
        return models.CheckConstraint(condition=condition(state["check"]), name=name)
    options = {}
    if "condition" in state:
        options["condition"] = condition(state["condition"])
    if "include" in state:
        options["include"] = names(state["include"])
    if "deferrable" in state:
        options["deferrable"] = models.Deferrable[state["deferrable"].upper()]
    if "exclude" in state:
        from django.contrib.postgres.constraints import ExclusionConstraint

        pairs = [(snake(key), operator) for key, operator in state["exclude"]]
        return ExclusionConstraint(name=name, expressions=pairs, index_type=state.get("using", "gist"), **options)
    if "nullsDistinct" in state:
        options["nulls_distinct"] = state["nullsDistinct"]
    if "opclasses" in state:
        options["opclasses"] = state["opclasses"]
    return models.UniqueConstraint(fields=names(state["unique"]), name=name, **options)


def create(name, state):
    usual = state["table"] == f"t_{name.lower()}"
    options = {} if usual else {"db_table": state["table"]}
    if "uniques" in state:
        options["unique_together"] = {tuple(names(each["properties"])) for each in state["uniques"]}
    if "indexes" in state:
        options["indexes"] = [named(index(each), name) for each in state["indexes"]]
    if "constraints" in state:
        options["constraints"] = [constraint(each) for each in state["constraints"]]
    if "comment" in state:
        options["db_table_comment"] = state["comment"]
    fields = [(snake(key), field(value)) for key, value in state["fields"].items()]
    if "primaryKey" in state:
        fields.append(("pk", models.CompositePrimaryKey(*names(state["primaryKey"]))))
    return migrations.CreateModel(name, fields, options)


def named(made, _):
    if not made.name:
        made.name = "unnamed"
    return made


def operation(name, *args):
    if name == "createModel":
        return create(*args)
    if name == "deleteModel":
        return migrations.DeleteModel(*args)
    if name == "renameModel":
        return migrations.RenameModel(*args)
    if name == "alterModelTable":
        return migrations.AlterModelTable(*args)
    if name in ("addField", "alterField"):
        kind = migrations.AddField if name == "addField" else migrations.AlterField
        model, key, state = args[:3]
        once = args[3]["oneOffDefault"] if len(args) > 3 else None
        return kind(model, snake(key), field(state, once), preserve_default=once is None)
    if name == "removeField":
        return migrations.RemoveField(args[0], snake(args[1]))
    if name == "renameField":
        return migrations.RenameField(args[0], snake(args[1]), snake(args[2]))
    if name == "addIndex":
        return migrations.AddIndex(args[0], index(args[1]))
    if name == "removeIndex":
        return migrations.RemoveIndex(args[0], args[1]["name"])
    if name == "renameIndex":
        return migrations.RenameIndex(args[0], new_name=args[2], old_name=args[1])
    if name == "uniqueTogether":
        return migrations.AlterUniqueTogether(args[0], {tuple(names(each)) for each in args[1]})
    if name == "addConstraint":
        return migrations.AddConstraint(args[0], constraint(args[1]))
    if name == "removeConstraint":
        return migrations.RemoveConstraint(args[0], args[1])
    raise ValueError(name)


def rows_of(cursor, sql, params=()):
    cursor.execute(sql, params)
    return [list(row) for row in cursor.fetchall()]


def answer():
    with connection.cursor() as cursor:
        if VENDOR == "sqlite":
            found = rows_of(
                cursor,
                "select sql from sqlite_schema where sql is not null and name not like 'sqlite!_%' escape '!' order by 1",
            )
            schema = [" ".join(sql.split()) for (sql,) in found]
            tables = rows_of(cursor, "select name from sqlite_schema where type = 'table' and name not like 'sqlite!_%' escape '!' order by 1")
        else:
            schema = [text for (text,) in rows_of(cursor, given["catalogue"])]
            tables = rows_of(cursor, "select tablename from pg_tables where schemaname = 'public' order by 1")
        contents = {}
        for (table,) in tables:
            if VENDOR == "sqlite":
                columns = rows_of(cursor, "select name from pragma_table_info(%s)", [table])
                shown = ", ".join(f'quote("{name}")' for (name,) in columns)
            else:
                shown = "t::text"
            found = rows_of(cursor, f'select {shown} from "{table}" t order by 1')
            if found:
                contents[table] = found
        return {"schema": schema, "rows": contents}


def run(case):
    state = ProjectState()

    def apply(operations):
        nonlocal state
        for each in operations:
            made = operation(*each)
            after = state.clone()
            made.state_forwards("t", after)
            with connection.schema_editor(atomic=True) as editor:
                made.database_forwards("t", editor, state, after)
            state = after

    apply([["createModel", name, model] for name, model in case["models"].items()])
    with connection.cursor() as cursor:
        for sql in case.get("rows", []):
            cursor.execute(sql)
    apply(case["operations"])
    return answer()


print(django.get_version())
for case in given["cases"]:
    try:
        if VENDOR == "sqlite":
            connection.close()
            connection.connect()
            result = run(case)
        else:
            with transaction.atomic():
                result = run(case)
                transaction.set_rollback(True)
    except Exception as error:  # noqa: BLE001
        result = {"refused": type(error).__name__ + ": " + str(error).split("\n")[0]}
    sys.stdout.write(json.dumps({"id": case["id"], **result}) + "\n")
