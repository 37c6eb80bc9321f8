/** Exclusion constraints: PostgreSQL keeps them, migrations follow them, and fullClean asks first. */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { databases, type TestDatabase } from "../support/databases.ts";
import { makeProject, projectFiles } from "../support/project.ts";

const models = (
  constraints: string,
): string => `import { defineModel, fields, func, Value } from "mkweb/db";

export class Room extends defineModel(() => Room, { name: fields.char(50) }) {}

export class Booking extends defineModel(() => Booking, {
  room: fields.foreignKey(() => Room, { onDelete: "cascade" }),
  begins: fields.datetime(),
  ends: fields.datetime().nullable(),
  isCancelled: fields.boolean().default(false),
}, { constraints: [${constraints}] }) {}
`;

const excluding = (name = "no_overlap", more = ""): string => `{
  name: "${name}",
  exclusion: [["room", "="], [func("tstzrange", ["begins", "ends"]), "&&"]],
  condition: { isCancelled: false },
  ${more}
}`;

const extension = `import { createExtension, defineMigration } from "mkweb/migrations";

export default defineMigration({
  operations: [createExtension("btree_gist")],
});
`;

/** Makes two rows that exclude each other, one cancelled, one without an end; prints what was refused. */
const book = `
const room = await Room.objects.create({ name: "one" });
const other = await Room.objects.create({ name: "two" });
const day = (n) => new Date(Date.UTC(2026, 0, n));
await Booking.objects.create({ room, begins: day(1), ends: day(3) });
await Booking.objects.create({ room, begins: day(3), ends: day(4) });
await Booking.objects.create({ room: other, begins: day(1), ends: day(3) });
await Booking.objects.create({ room, begins: day(1), ends: day(3), isCancelled: true });
const late = new Booking({ room, begins: day(2), ends: day(5) });
const said = async (work) => { try { await work(); return "taken"; } catch (error) { return error.name + " " + (error.constraint ?? "") + JSON.stringify(error.messageDict ?? ""); } };
console.log("clean:", await said(() => late.fullClean()));
console.log("save:", await said(() => late.save()));
late.isCancelled = true;
console.log("cancelled:", await said(() => late.fullClean()));
const apart = new Booking({ room, begins: day(5), ends: day(6) });
console.log("apart:", await said(() => apart.fullClean()), await said(() => apart.save()), await said(() => apart.fullClean()));
console.log("endless:", await said(() => new Booking({ room, begins: day(7), ends: null }).fullClean({ exclude: ["ends"] })));
console.log("left out:", await said(() => new Booking({ room, begins: day(1), ends: day(2) }).fullClean({ exclude: ["room"] })));
`;

async function start(t: TestContext, database: TestDatabase) {
  const settings = projectFiles["mysite/settings.ts"] ?? "";
  const project = await makeProject(t, {
    ".env": `${projectFiles[".env"]}DATABASE_URL=${await database.url(t)}\n`,
    "mysite/settings.ts": settings.replace(
      "  ROOT_URLCONF",
      '  DATABASES: { default: env.database("DATABASE_URL") },\n  ROOT_URLCONF',
    ),
    "polls/models.ts": models(excluding()),
    "polls/migrations/0001_extension.ts": extension,
  });
  const manage = async (status: number, ...words: string[]): Promise<string> => {
    const run = await project.manage(...words);
    assert.equal(run.status, status, `${words.join(" ")}: ${run.stdout}${run.stderr}`);
    return run.stdout + run.stderr;
  };
  return { project, manage };
}

for (const database of databases) {
  describe(`an exclusion constraint on ${database.vendor}`, { skip: database.skip }, () => {
    const isKept = database.vendor === "postgresql";

    it("is kept by the database that can, and asked of by fullClean", async (t) => {
      const { manage } = await start(t, database);
      assert.match(await manage(0, "makemigrations"), /\+ Create model Booking/);
      await manage(0, "migrate");
      const said = await manage(0, "shell", "-c", book);
      const refused = '{"__all__":["Constraint “no_overlap” is violated."]}';
      assert.ok(said.includes(isKept ? `clean: ValidationError ${refused}` : "clean: taken"), said);
      assert.match(said, isKept ? /save: IntegrityError no_overlap/ : /save: taken/);
      assert.match(said, /cancelled: taken\napart: taken taken taken/);
      assert.match(said, /endless: taken\nleft out: taken/);
    });

    it("comes, changes and goes by migrations, both ways", async (t) => {
      const { project, manage } = await start(t, database);
      await project.write("polls/models.ts", models(""));
      await manage(0, "makemigrations");
      await manage(0, "migrate");
      await project.write("polls/models.ts", models(excluding()));
      assert.match(
        await manage(0, "makemigrations"),
        /\+ Create constraint no_overlap on model Booking/,
      );
      await manage(0, "migrate");
      assert.match(await manage(0, "makemigrations", "--check"), /No changes detected/);
      const sql = await manage(0, "sqlmigrate", "polls", "0003");
      if (isKept)
        assert.match(
          sql,
          /EXCLUDE USING gist \("room_id" WITH =, \(tstzrange\("begins", "ends"\)\) WITH &&\) WHERE \(/,
        );
      else assert.doesNotMatch(sql, /EXCLUDE/);

      await project.write(
        "polls/models.ts",
        models(excluding("no_overlap", 'deferrable: "deferred", violationErrorMessage: "Taken."')),
      );
      const changed = await manage(0, "makemigrations");
      assert.match(
        changed,
        /\+ Remove constraint no_overlap from model Booking[\s\S]*\+ Create constraint no_overlap/,
      );
      await manage(0, "migrate");
      await manage(0, "migrate", "polls", "0002");
      await manage(0, "migrate");
      const said = await manage(0, "shell", "-c", book);
      if (isKept) assert.match(said, /clean: ValidationError \{"__all__":\["Taken\."\]\}/);
      await manage(0, "migrate", "polls", "zero");
    });

    it("is refused with unknown fields and unknown operators", async (t) => {
      const { project, manage } = await start(t, database);
      await project.write(
        "polls/models.ts",
        models(
          '{ name: "c", exclusion: [["rom", "="], [func("lower", ["nobody"]), "="]] } as never',
        ),
      );
      const found = await manage(1, "check");
      assert.match(found, /models\.E012\) 'constraints' refers to the nonexistent field 'rom'/);
      assert.match(found, /'constraints' refers to the nonexistent field 'nobody'/);
      for (const [operator, more] of [
        ["= 1) or (1", ""],
        ["&&", ', indexType: "btree"'],
      ] as const) {
        await project.write(
          "polls/models.ts",
          models(`{ name: "c", exclusion: [["room", "${operator}"]]${more} } as never`),
        );
        assert.match(
          await manage(1, "makemigrations"),
          /polls\.Booking: the constraint c (has '= 1\) or \(1' for an operator|needs an index of type gist or spgist, not 'btree')/,
        );
      }
    });
  });
}
