/** Fields of files and images, on both databases, with files in a folder of each test's own. */
import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import { changeSettings } from "../../src/conf/index.ts";
import { defineModel, fields, startsWith } from "../../src/db/index.ts";
import {
  closeStorages,
  ContentFile,
  openStorages,
  storages,
  UploadedFile,
  type FieldFile,
} from "../../src/files/index.ts";
import { fieldState } from "../../src/migrations/declared/field-state.ts";
import { checkField } from "../../src/models/checks/check-field.ts";
import {
  dumpRows,
  fixtureModels,
  infoOf,
  loadFixtures,
  parseFixture,
  type FixtureObject,
} from "../../src/models/index.ts";
import { registerModels } from "../../src/models/meta/register.ts";
import { Engine } from "../../src/templates/index.ts";
import { fileExtensionValidator, ValidationError } from "../../src/validators/index.ts";
import { openModels } from "../models/open.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { png } from "./images.ts";

class Paper extends defineModel(() => Paper, {
  title: fields.char(50),
  file: fields
    .file({
      uploadTo: "papers/%Y/%m",
      blank: true,
      validators: [fileExtensionValidator(["txt", "pdf"])],
    })
    .default(""),
  proof: fields
    .file({
      uploadTo: (paper, filename) => `proofs/${String(paper["title"])}/${filename}`,
      maxLength: 40,
      storage: () => storages.get("private"),
    })
    .nullable(),
}) {}

class Picture extends defineModel(() => Picture, {
  photo: fields.image({ uploadTo: "pictures", widthField: "width", heightField: "height" }),
  width: fields.integer().nullable(),
  height: fields.integer().nullable(),
}) {}

async function open(t: TestContext, database: TestDatabase) {
  const folder = await mkdtemp(join(tmpdir(), "mkweb-fields-"));
  const settings = await openModels(t, database, "library", [Paper, Picture]);
  await openStorages(
    changeSettings(settings, {
      BASE_DIR: pathToFileURL(`${folder}/`),
      MEDIA_ROOT: "media",
      MEDIA_URL: "/media/",
      STORAGES: {
        ...settings.STORAGES,
        private: {
          BACKEND: "mkweb/files/backends/filesystem",
          OPTIONS: { location: "private", baseUrl: "/private" },
        },
      },
    }),
  );
  t.after(async () => {
    closeStorages();
    await rm(folder, { recursive: true });
  });
  const files = async (): Promise<readonly string[]> => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const found = entries.filter((entry) => entry.isFile());
    return found
      .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
      .toSorted((a, b) => (a < b ? -1 : 1));
  };
  return { files };
}

const upload = (name: string, text: string): UploadedFile => {
  const bytes = Buffer.from(text);
  return new UploadedFile({ name, contentType: "text/plain", size: bytes.length }, bytes);
};

const month = (): string => new Date().toISOString().slice(0, 7).replace("-", "/");

for (const database of databases) {
  describe(`a field of files on ${database.vendor}`, { skip: database.skip }, () => {
    it("stores what is assigned when the object is saved, and not before", async (t) => {
      const { files } = await open(t, database);
      const paper = new Paper({ title: "One" });
      paper.file = upload("my paper.txt", "words");
      assert.equal(paper.file.name, "my paper.txt");
      assert.equal(await paper.file.size, 5);
      assert.deepEqual(await files(), []);
      const held = paper.file;
      await paper.save();
      const name = `papers/${month()}/my_paper.txt`;
      assert.equal(paper.file, held);
      assert.equal(paper.file.name, name);
      assert.equal(paper.file.url, `/media/${name}`);
      assert.deepEqual(await files(), [`media/${name}`]);
      const read = await Paper.objects.get({ title: "One" });
      assert.equal(read.file.name, name);
      assert.equal(await read.file.text(), "words");
      assert.equal(await read.file.size, 5);
      assert.match(read.file.path, /\/media\/papers\/.*my_paper\.txt$/);
      await read.save();
      assert.deepEqual(await files(), [`media/${name}`]);
    });

    it("is the file's name in queries, values and updates", async (t) => {
      await open(t, database);
      await Paper.objects.create({ title: "One", file: new ContentFile("a", "a.txt") });
      const name = `papers/${month()}/a.txt`;
      assert.equal(await Paper.objects.filter({ file: startsWith("papers/") }).count(), 1);
      assert.deepEqual(await Paper.objects.values("file"), [{ file: name }]);
      await Paper.objects.update({ file: "other.txt" });
      assert.equal((await Paper.objects.get()).file.name, "other.txt");
      await assert.rejects(
        Paper.objects.update({ file: new ContentFile("b", "b.txt") }),
        /Paper\.file: expected the name of a stored file/,
      );
    });

    it("uses the field's own storage, its length, and a path made of the object", async (t) => {
      const { files } = await open(t, database);
      const proof = () => new ContentFile("p", `${"long".repeat(20)}.txt`);
      const paper = await Paper.objects.create({ title: "Two", proof: proof() });
      assert.match(paper.proof.name ?? "", /^proofs\/Two\/long\w*_[A-Za-z0-9]{7}\.txt$/);
      assert.equal(paper.proof.name?.length, 40);
      assert.equal(paper.proof.url, `/private/${paper.proof.name}`);
      assert.deepEqual(await files(), [`private/${paper.proof.name}`]);
      paper.title = "..";
      await assert.rejects(paper.proof.save("x.txt", proof()), { name: "SuspiciousFileOperation" });
    });

    it("saves and deletes files by itself, with the object unless told otherwise", async (t) => {
      const { files } = await open(t, database);
      const paper = await Paper.objects.create({ title: "Three" });
      await paper.file.save("a.txt", new ContentFile("a"), { save: false });
      assert.equal((await Paper.objects.get()).file.name, "");
      await paper.save();
      assert.equal((await Paper.objects.get()).file.name, paper.file.name);
      await paper.file.delete();
      assert.deepEqual(await files(), []);
      assert.equal((await Paper.objects.get()).file.name, "");
      await paper.file.delete();
    });

    it("keeps the file when the row is deleted or the name replaced", async (t) => {
      const { files } = await open(t, database);
      const paper = await Paper.objects.create({ title: "x", file: new ContentFile("a", "a.txt") });
      paper.file = new ContentFile("b", "a.txt");
      await paper.save();
      await paper.delete();
      assert.equal((await files()).length, 2);
    });

    it("without a file says so, and is false in templates", async (t) => {
      await open(t, database);
      const paper = await Paper.objects.create({ title: "x" });
      const refused = { message: "The 'file' attribute has no file associated with it." };
      assert.throws(() => paper.file.url, refused);
      await assert.rejects(paper.file.read(), refused);
      const engine = new Engine({});
      const source =
        "{% if p.file %}{{ p.file }} {{ p.file.url }} {{ p.file.size }}{% else %}none{% endif %}";
      const page = async (p: Paper) => engine.fromString(source).render({ p });
      assert.equal(await page(paper), "none");
      await paper.file.save("a.txt", new ContentFile("abc"));
      const { name } = paper.file;
      assert.equal(await page(await Paper.objects.get()), `${name} /media/${name} 3`);
    });

    it("refuses a file without a name, and what is no file", async (t) => {
      const { files } = await open(t, database);
      const paper = new Paper({ title: "x" });
      paper.file = new ContentFile("a");
      await assert.rejects(paper.save(), {
        name: "FieldError",
        message: /name attribute specified/,
      });
      assert.throws(() => Reflect.set(paper, "file", 7), /Paper\.file: expected a file/);
      assert.deepEqual(await files(), []);
    });

    it("is checked by fullClean: blank, and validators that see the file", async (t) => {
      await open(t, database);
      const paper = new Paper({ title: "x", proof: "p.txt" });
      await paper.fullClean();
      paper.file = new ContentFile("a", "a.exe");
      await assert.rejects(paper.fullClean(), /File extension “exe” is not allowed/);
      paper.file = new ContentFile("a", "a.pdf");
      await paper.fullClean();
      const bare = new Paper({ title: "x" });
      await assert.rejects(bare.fullClean(), ValidationError);
    });

    it("takes part in only(), defer(), refreshFromDb() and bulk writing", async (t) => {
      const { files } = await open(t, database);
      await Paper.objects.bulkCreate([
        { title: "a", file: new ContentFile("a", "a.txt") },
        { title: "b", file: new ContentFile("b", "b.txt") },
      ]);
      assert.equal((await files()).length, 2);
      const [deferred] = await Paper.objects.defer("file").filter({ title: "a" });
      assert.ok(deferred);
      assert.throws(() => Reflect.get(deferred, "file"), /was not read/);
      await deferred.save();
      const whole = await Paper.objects.get({ title: "a" });
      assert.match(whole.file.name ?? "", /a\.txt$/);
      await deferred.refreshFromDb({ fields: ["file"] });
      assert.equal(String(Reflect.get(deferred, "file")), whole.file.name);
      whole.file = new ContentFile("c", "c.txt");
      await whole.refreshFromDb();
      assert.match(whole.file.name ?? "", /a\.txt$/);
      whole.file = new ContentFile("c", "c.txt");
      await Paper.objects.bulkUpdate([whole], ["file"]);
      assert.match((await Paper.objects.get({ title: "a" })).file.name ?? "", /c\.txt$/);
      const [assigned] = await Paper.objects.only("title").filter({ title: "b" });
      assert.ok(assigned);
      Reflect.set(assigned, "file", new ContentFile("d", "d.txt"));
      await assigned.save();
      assert.match((await Paper.objects.get({ title: "b" })).file.name ?? "", /d\.txt$/);
    });

    it("is its name in fixtures, both ways", async (t) => {
      await open(t, database);
      const { pk } = await Paper.objects.create({
        title: "x",
        file: new ContentFile("a", "a.txt"),
      });
      const rows: FixtureObject[] = [];
      for (const model of fixtureModels()) for await (const row of dumpRows(model)) rows.push(row);
      const dumped = JSON.stringify(rows);
      const name = `papers/${month()}/a.txt`;
      assert.deepEqual(rows[0]?.fields["file"], name);
      await Paper.objects.all().delete();
      const objects = parseFixture(fixtureModels(), dumped, {
        name: "x.json",
        ignoreNonexistent: false,
      });
      await loadFixtures([{ name: "x.json", objects }]);
      assert.equal((await Paper.objects.get({ pk })).file.name, name);
    });
  });

  describe(`a field of images on ${database.vendor}`, { skip: database.skip }, () => {
    const image = (width: number, height: number, name = "p.png") =>
      new ContentFile(png(width, height), name);

    it("notes the size of the image in the object's fields", async (t) => {
      await open(t, database);
      const picture = await Picture.objects.create({ photo: image(30, 20) });
      assert.deepEqual([picture.width, picture.height], [30, 20]);
      const small = picture.photo.name;
      const read = await Picture.objects.get();
      assert.deepEqual([read.width, read.height, await read.photo.width], [30, 20, 30]);
      read.photo = image(5, 6);
      await read.save();
      assert.deepEqual(await Picture.objects.values("width", "height"), [{ width: 5, height: 6 }]);
      Reflect.set(read, "photo", small);
      await read.save();
      assert.deepEqual([read.width, read.height], [30, 20]);
      await read.photo.delete();
      assert.deepEqual(await Picture.objects.values("width", "height"), [
        { width: null, height: null },
      ]);
    });

    it("is refused by fullClean when it is no image, or has another name", async (t) => {
      const { files } = await open(t, database);
      const clean = (photo: FieldFile | ContentFile) => new Picture({ photo }).fullClean();
      await clean(image(1, 1));
      await assert.rejects(clean(new ContentFile("<svg/>", "a.png")), /Upload a valid image/);
      await assert.rejects(clean(image(0, 1)), /Upload a valid image/);
      await assert.rejects(clean(image(1, 1, "a.php")), /File extension “php” is not allowed/);
      assert.deepEqual(await files(), []);
    });
  });
}

describe("a model with files", () => {
  it("has columns of text in its migrations, of 100 characters unless told otherwise", () => {
    registerModels("library", [Paper, Picture]);
    const state = (name: string) => {
      const field = infoOf(Paper).fields.get(name);
      return field && fieldState(field);
    };
    assert.deepEqual(state("file"), { type: "string", length: 100, default: "" });
    assert.deepEqual(state("proof"), { type: "string", length: 40, nullable: true });
  });

  it("is checked as Django checks it", () => {
    class Wrong extends defineModel(() => Wrong, {
      file: fields.file({ uploadTo: "/tmp" }),
      photo: fields.image({ widthField: "wdith" }),
    }) {}
    registerModels("library", [Wrong]);
    assert.deepEqual(
      checkField(infoOf(Wrong), "file", { kind: "file", uploadTo: "/tmp", primary: true }).map(
        ({ id }) => id,
      ),
      ["fields.E201", "fields.E202"],
    );
    const found = checkField(infoOf(Wrong), "photo", { kind: "image", widthField: "wdith" });
    assert.deepEqual(
      found.map(({ id }) => id),
      ["mkweb.E005"],
    );
  });
});
