/** What `makemigrations` does with two apps whose models point to each other. */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { databases, type TestDatabase } from "../support/databases.ts";
import { makeProject, projectFiles, type TestProject } from "../support/project.ts";

const app = (name: string): string =>
  `import { defineApp } from "mkweb/conf";\n\nexport default defineApp({ name: "${name}" });\n`;

/** A model of one app, with relations to the other's. */
const models = (own: string, other: string, relations: string, options = ""): string =>
  `import { defineModel, fields } from "mkweb/db";
import { ${other} } from "../${other.toLowerCase()}/models.ts";

export class ${own} extends defineModel(() => ${own}, {
  name: fields.char(20),
  ${relations}
}${options}) {}
`;
const optional = (field: string, other: string): string =>
  `${field}: fields.foreignKey(() => ${other}, { onDelete: "set null", relatedName: "+" }).nullable(),`;

const author = (more = ""): string =>
  models(
    "Author",
    "Book",
    optional("favourite", "Book") + more,
    ', { indexes: [["favourite", "name"]] }',
  );
const book = (more = ""): string =>
  models(
    "Book",
    "Author",
    `author: fields.foreignKey(() => Author, { onDelete: "cascade" }),${more}`,
  );

async function start(t: TestContext, database: TestDatabase): Promise<TestProject> {
  const settings = projectFiles["mysite/settings.ts"] ?? "";
  return makeProject(t, {
    ".env": `${projectFiles[".env"]}DATABASE_URL=${await database.url(t)}\n`,
    "mysite/settings.ts": settings
      .replace('"polls"', '"polls", "author", "book"')
      .replace(
        "  ROOT_URLCONF",
        '  DATABASES: { default: env.database("DATABASE_URL") },\n  ROOT_URLCONF',
      ),
    "author/app.ts": app("author"),
    "author/models.ts": author(),
    "book/app.ts": app("book"),
    "book/models.ts": book(),
  });
}

async function said(project: TestProject, ...words: string[]): Promise<string> {
  const { status, stdout, stderr } = await project.manage(...words);
  assert.equal(status, 0, `${words.join(" ")}: ${stdout}${stderr}`);
  return stdout;
}

const applied = (text: string): readonly string[] =>
  Array.from(text.matchAll(/pplying ([\w.]+)\.\.\. OK/g), ([, name = ""]) => name);

for (const database of databases) {
  describe(
    `two apps that point to each other on ${database.vendor}`,
    { skip: database.skip },
    () => {
      it("get migrations that can be applied, taken back, changed and deleted", async (t) => {
        const project = await start(t, database);
        // One app is asked for; the other's models have to be there first.
        assert.equal(
          await said(project, "makemigrations", "author"),
          "Migrations for 'author':\n  author/migrations/0001_initial.ts\n    + Create model Author\n" +
            "Migrations for 'book':\n  book/migrations/0001_initial.ts\n    + Create model Book\n" +
            "Migrations for 'author':\n  author/migrations/0002_initial.ts\n" +
            "    + Add field favourite to Author\n    + Create index on favourite, name of Author\n",
        );
        const all = ["author.0001_initial", "book.0001_initial", "author.0002_initial"];
        assert.deepEqual(applied(await said(project, "migrate")), all);
        assert.match(await said(project, "makemigrations", "--check"), /No changes detected/);
        assert.deepEqual(
          applied(await said(project, "migrate", "author", "zero")),
          all.toReversed(),
        );
        assert.deepEqual(applied(await said(project, "migrate")), all);

        await project.write("author/models.ts", author(`\n  ${optional("second", "Book")}`));
        await project.write("book/models.ts", book(`\n  ${optional("editor", "Author")}`));
        await said(project, "makemigrations");
        const added = ["author.0003_author_second", "book.0002_book_editor"];
        assert.deepEqual(applied(await said(project, "migrate")).toSorted(), added);

        await project.write("author/models.ts", "export {};\n");
        await project.write("book/models.ts", "export {};\n");
        await said(project, "makemigrations");
        assert.equal(applied(await said(project, "migrate")).length, 3);
        assert.match(await said(project, "makemigrations", "--check"), /No changes detected/);
        await said(project, "migrate", "book", "zero");
        // All but author.0001_initial, which needs nothing of book.
        assert.equal(applied(await said(project, "migrate")).length, 7);
      });
    },
  );
}
