/** Twenty-one changes of the models, each a migration that both sides make of their own models. */

type Edit = readonly [was: string, becomes: string];

export interface Step {
  readonly name: string;
  readonly ours: readonly Edit[];
  readonly theirs: readonly Edit[];
  /** Answers for `makemigrations`, as ours takes them. */
  readonly rename?: string;
  readonly default?: string;
  /** Operations written by hand: those that change rows, and what Django's `makemigrations` cannot write. */
  readonly written?: { readonly ours?: string; readonly theirs: string };
}

const onlyRows = { ours: [], theirs: [] } as const;

export const steps: readonly Step[] = [
  {
    name: "required_field",
    ours: [["    title: ", "    language: fields.char(10),\n    title: "]],
    theirs: [["    title = ", "    language = models.CharField(max_length=10)\n    title = "]],
    default: "Item.language=en",
  },
  {
    name: "optional_fields",
    ours: [
      [
        "    title: ",
        "    published: fields.datetime().nullable(),\n    price: fields.decimal({ maxDigits: 8, decimalPlaces: 2 }).nullable(),\n    title: ",
      ],
    ],
    theirs: [
      [
        "    title = ",
        "    published = models.DateTimeField(null=True)\n    price = models.DecimalField(max_digits=8, decimal_places=2, null=True)\n    title = ",
      ],
    ],
  },
  {
    name: "other_type",
    ours: [["pages: fields.integer()", "pages: fields.positiveInteger()"]],
    theirs: [["pages = models.IntegerField", "pages = models.PositiveIntegerField"]],
  },
  {
    name: "rename_field_of_functional_index",
    ours: [
      ["    title: ", "    heading: "],
      ['lower("title")', 'lower("heading")'],
    ],
    theirs: [
      ["    title = ", "    heading = "],
      ["Lower('title')", "Lower('heading')"],
    ],
    rename: "Item.title=heading",
  },
  {
    name: "rename_model",
    ours: [["Genre", "Kind"]],
    theirs: [
      ["Genre(", "Kind("],
      ["Field(Genre)", "Field(Kind)"],
    ],
    rename: "Genre=Kind",
  },
  {
    name: "remove_field",
    ours: [["    price: fields.decimal({ maxDigits: 8, decimalPlaces: 2 }).nullable(),\n", ""]],
    theirs: [["    price = models.DecimalField(max_digits=8, decimal_places=2, null=True)\n", ""]],
  },
  {
    name: "model_and_relation",
    ours: [
      [
        "export class Item",
        "export class Publisher extends defineModel(() => Publisher, { name: fields.char(50).unique() }) {}\n\nexport class Item",
      ],
      [
        "    heading: ",
        '    publisher: fields.foreignKey(() => Publisher, { onDelete: "set null" }).nullable(),\n    heading: ',
      ],
    ],
    theirs: [
      [
        "class Item(",
        "class Publisher(models.Model):\n    name = models.CharField(max_length=50, unique=True)\n\n\nclass Item(",
      ],
      [
        "    heading = ",
        "    publisher = models.ForeignKey(Publisher, models.SET_NULL, null=True)\n    heading = ",
      ],
    ],
  },
  {
    name: "conditional_constraint",
    ours: [
      [
        '    constraints: [{ name: "item_pages"',
        '    constraints: [{ name: "item_english", unique: ["heading"], condition: { language: "en" } }, { name: "item_pages"',
      ],
    ],
    theirs: [
      [
        "constraints = [models.CheckConstraint",
        "constraints = [models.UniqueConstraint(fields=['heading'], condition=Q(language='en'), name='item_english'), models.CheckConstraint",
      ],
    ],
  },
  {
    ...onlyRows,
    name: "rows",
    written: {
      ours: `runCode(async ({ model }) => {
      const publisher = await model("library.Publisher").objects.create({ name: "Ann & sons" });
      await model("library.Book").objects.update({ language: "el", publisher, published: new Date("2026-03-04T05:06:07.089Z") });
    })`,
      theirs: `def rows(apps, editor):
    using = editor.connection.alias
    publisher = apps.get_model('library', 'Publisher').objects.using(using).create(name='Ann & sons')
    moment = datetime.datetime(2026, 3, 4, 5, 6, 7, 89000, datetime.timezone.utc)
    apps.get_model('library', 'Book').objects.using(using).update(language='el', publisher=publisher, published=moment)

operations = [migrations.RunPython(rows)]`,
    },
  },
  {
    name: "other_check",
    ours: [["check: { pages: gte(0) }", "check: { pages: lt(10_000) }"]],
    theirs: [["condition=Q(pages__gte=0)", "condition=Q(pages__lt=10000)"]],
  },
  {
    name: "index",
    ours: [
      [
        '{ name: "item_lower"',
        '{ name: "item_recent", fields: ["-published", "heading"] }, { name: "item_lower"',
      ],
    ],
    theirs: [
      [
        "models.Index(Lower",
        "models.Index(fields=['-published', 'heading'], name='item_recent'), models.Index(Lower",
      ],
    ],
  },
  {
    name: "rename_index",
    ours: [['"item_recent"', '"item_latest"']],
    theirs: [["'item_recent'", "'item_latest'"]],
  },
  {
    name: "model_to_go_through",
    ours: [
      [
        "export class Club",
        `export class Shelving extends defineModel(
  () => Shelving,
  {
    book: fields.foreignKey(() => Book, { onDelete: "cascade" }),
    kind: fields.foreignKey(() => Kind, { onDelete: "cascade" }),
    place: fields.positiveSmallInteger().default(0),
  },
  { uniqueTogether: [["book", "kind"]] },
) {}

export class Club`,
      ],
    ],
    theirs: [
      [
        "class Club(",
        `class Shelving(models.Model):
    book = models.ForeignKey(Book, models.CASCADE)
    kind = models.ForeignKey(Kind, models.CASCADE)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        unique_together = [['book', 'kind']]


class Club(`,
      ],
    ],
  },
  {
    ...onlyRows,
    name: "rows_to_go_through",
    written: {
      ours: `runSQL("INSERT INTO library_shelving (book_id, kind_id, place) SELECT book_id, kind_id, 3 FROM library_book_genres ORDER BY id")`,
      theirs: `operations = [migrations.RunSQL("INSERT INTO library_shelving (book_id, kind_id, place) SELECT book_id, kind_id, 3 FROM library_book_genres ORDER BY id")]`,
    },
  },
  {
    name: "many_to_many_through",
    ours: [["manyToMany(() => Kind)", "manyToMany(() => Kind, { through: () => Shelving })"]],
    theirs: [["ManyToManyField(Kind)", "ManyToManyField(Kind, through='Shelving')"]],
    written: {
      theirs: `operations = [
    migrations.RemoveField('book', 'genres'),
    migrations.AddField('book', 'genres', models.ManyToManyField('library.kind', through='library.Shelving')),
]`,
    },
  },
  {
    name: "default_of_the_database",
    ours: [
      [
        "since: fields.date(),",
        'since: fields.date(),\n    role: fields.char(20).dbDefault("reader"),',
      ],
    ],
    theirs: [
      [
        "since = models.DateField()",
        "since = models.DateField()\n    role = models.CharField(max_length=20, db_default='reader')",
      ],
    ],
  },
  {
    name: "rename_relation",
    ours: [["    owner: ", "    keeper: "]],
    theirs: [["    owner = ", "    keeper = "]],
    rename: "Item.owner=keeper",
  },
  {
    name: "users",
    ours: [["nickname: fields.char(50)", "nickname: fields.char(80).unique().nullable()"]],
    theirs: [
      [
        "nickname = models.CharField(max_length=50)",
        "nickname = models.CharField(max_length=80, unique=True, null=True)",
      ],
    ],
  },
  {
    name: "table",
    ours: [
      [
        "export class Tag extends defineModel(() => Tag, {",
        "export class Tag extends defineModel(() => Tag, {",
      ],
      [
        "  content: fields.genericForeignKey(),\n}) {}",
        '  content: fields.genericForeignKey(),\n}, { dbTable: "library_labels" }) {}',
      ],
    ],
    theirs: [
      [
        "    content = GenericForeignKey()",
        "    content = GenericForeignKey()\n\n    class Meta:\n        db_table = 'library_labels'",
      ],
    ],
  },
  {
    name: "remove_relation_and_model",
    ours: [
      [
        "export class Publisher extends defineModel(() => Publisher, { name: fields.char(50).unique() }) {}\n\n",
        "",
      ],
      [
        '    publisher: fields.foreignKey(() => Publisher, { onDelete: "set null" }).nullable(),\n',
        "",
      ],
    ],
    theirs: [
      [
        "class Publisher(models.Model):\n    name = models.CharField(max_length=50, unique=True)\n\n\n",
        "",
      ],
      ["    publisher = models.ForeignKey(Publisher, models.SET_NULL, null=True)\n", ""],
    ],
  },
  {
    name: "generated_field",
    ours: [
      [
        "    heading: ",
        '    sheets: fields.generated(F("pages").times(2), fields.integer(), { dbPersist: true }),\n    heading: ',
      ],
    ],
    theirs: [
      [
        "    heading = ",
        "    sheets = models.GeneratedField(expression=F('pages') * 2, output_field=models.IntegerField(), db_persist=True)\n    heading = ",
      ],
    ],
  },
];

/** Statements that no database may take, from one step to another (0: before the first). */
export const refused: readonly (readonly [sql: string, from: number, until: number])[] = [
  ["update library_member set username = 'ann'", 0, 99],
  ["update library_member set nickname = 'x'", 18, 99],
  ["update library_item set pages = -1", 0, 99],
  ["update library_item set pages = 10000", 10, 99],
  ["update library_item set language = null", 1, 99],
  ["update library_item set heading = 'x', language = 'en'", 8, 99],
  ["update library_item set owner_id = 99", 0, 16],
  ["update library_item set keeper_id = 99", 17, 99],
  ["update library_item set publisher_id = 99", 7, 19],
  ["update library_book set isbn = 'x'", 0, 99],
  ["update library_book set item_ptr_id = 99 where isbn = '1'", 0, 99],
  ["update library_genre set name = 'x'", 0, 4],
  ["update library_kind set name = 'x'", 5, 99],
  ["update library_book_genres set genre_id = 99", 0, 4],
  ["update library_book_genres set kind_id = 99", 5, 14],
  ["update library_shelving set kind_id = 99", 14, 99],
  ["update library_shelving set kind_id = 1, book_id = 2", 14, 99],
  ["update library_membership set club_id = 1, member_id = 1", 0, 99],
  ["update library_membership set member_id = 99", 0, 99],
  ["update library_membership set role = null", 16, 99],
  ["update library_tag set content_type_id = 999", 0, 18],
  ["update library_labels set content_type_id = 999", 19, 99],
  ["update library_labels set object_id = -1", 19, 99],
];

export function edited(models: string, edits: readonly Edit[]): string {
  return edits.reduce((text, [was, becomes]) => {
    if (!text.includes(was)) throw new RangeError(`The models hold no ${was}`);
    return text.replaceAll(was, becomes);
  }, models);
}
