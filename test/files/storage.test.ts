import assert from "node:assert/strict";
import { mkdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import {
  ContentFile,
  defaultStorage,
  File,
  FileSystemStorage,
  openStorages,
  storages,
  SuspiciousFileOperation,
} from "../../src/files/index.ts";
import { changeSettings, type Settings } from "../../src/conf/index.ts";
import { openMedia } from "./open.ts";

/** A file whose sender goes away half way. */
class Broken extends File {
  readonly name = "big.bin";
  readonly size = 10;
  async *chunks(): AsyncGenerator<Buffer> {
    yield Buffer.from("half ");
    throw new Error("The client went away.");
  }
}

describe("the default storage", () => {
  it("keeps a file under its name and finds it again", async (t) => {
    const { root } = await openMedia(t);
    const name = await defaultStorage.save("docs/a.txt", new ContentFile("Grüße"));
    assert.equal(name, "docs/a.txt");
    assert.equal(await readFile(join(root, name), "utf8"), "Grüße");
    assert.equal(await (await defaultStorage.open(name)).text(), "Grüße");
    assert.equal(await defaultStorage.size(name), 7);
    assert.equal(await defaultStorage.exists(name), true);
    assert.equal(defaultStorage.path(name), join(root, "docs/a.txt"));
    assert.deepEqual(await defaultStorage.listdir(""), [["docs"], []]);
    assert.deepEqual(await defaultStorage.listdir("docs"), [[], ["a.txt"]]);
    assert.ok((await defaultStorage.getModifiedTime(name)).getTime() > 0);
    await defaultStorage.delete(name);
    await defaultStorage.delete(name);
    assert.equal(await defaultStorage.exists(name), false);
  });

  it("gives the address of a file with what URLs need escaped", async (t) => {
    await openMedia(t);
    assert.equal(defaultStorage.url("a b/ü?#.txt"), "/media/a%20b/%C3%BC%3F%23.txt");
    assert.equal(defaultStorage.url("/x.txt"), "/media/x.txt");
    const elsewhere = new FileSystemStorage({ baseUrl: "https://cdn.example.com/files" });
    assert.equal(elsewhere.url("x.txt"), "https://cdn.example.com/files/x.txt");
  });

  it("keeps every one of many files that are saved under one name at once", async (t) => {
    const { paths } = await openMedia(t);
    const texts = Array.from({ length: 20 }, (_, at) => `file ${at}`);
    const names = await Promise.all(
      texts.map((text) => defaultStorage.save("a.tar.gz", new ContentFile(text))),
    );
    assert.equal(new Set(names).size, 20);
    for (const [at, name] of names.entries()) {
      assert.match(name, /^a(?:_[A-Za-z0-9]{7})?\.tar\.gz$/);
      assert.equal(await (await defaultStorage.open(name)).text(), texts[at]);
    }
    assert.deepEqual(await paths(), names.toSorted());
  });

  it("leaves nothing of a file that broke off", async (t) => {
    const { paths } = await openMedia(t);
    await defaultStorage.save("there/a.txt", new ContentFile("a"));
    await assert.rejects(defaultStorage.save("there/b.txt", new Broken()), /went away/);
    await assert.rejects(defaultStorage.save("new/folder/b.txt", new Broken()), /went away/);
    assert.deepEqual(await paths(), ["there", "there/a.txt"]);
  });

  it("never lets a name lead out of its folder", async (t) => {
    const { root, paths } = await openMedia(t);
    const hostile = [
      "../x",
      "a/../../x",
      "/etc/x",
      "a\\..\\..\\x",
      "..",
      ".",
      "",
      "a/",
      "a\0b",
      "a/..\\b",
    ];
    for (const name of hostile) {
      await assert.rejects(
        defaultStorage.save(name, new ContentFile("x", "..")),
        SuspiciousFileOperation,
        name,
      );
    }
    for (const name of ["../x", "/etc/passwd", "a\0b"]) {
      assert.throws(() => defaultStorage.path(name), SuspiciousFileOperation);
      await assert.rejects(defaultStorage.open(name), SuspiciousFileOperation);
      await assert.rejects(defaultStorage.delete(name), SuspiciousFileOperation);
    }
    assert.deepEqual(await paths(), []);
    // A neighbour whose name begins alike is not inside.
    assert.throws(() => defaultStorage.path(`../media-other/x`), SuspiciousFileOperation);
    assert.equal(defaultStorage.path("x"), join(root, "x"));
  });

  it("follows no link out of its folder", async (t) => {
    const { root } = await openMedia(t);
    const outside = join(root, "..", "outside");
    await mkdir(outside);
    await mkdir(root);
    await writeFile(join(outside, "secret"), "mine");
    await symlink(outside, join(root, "out"));
    await symlink(join(outside, "secret"), join(root, "link"));
    await symlink(join(outside, "absent"), join(root, "dangling"));
    const refused = { name: "SuspiciousFileOperation" };
    await assert.rejects(defaultStorage.open("link"), refused);
    await assert.rejects(defaultStorage.open("out/secret"), refused);
    await assert.rejects(defaultStorage.size("out/secret"), refused);
    await assert.rejects(defaultStorage.listdir("out"), refused);
    await assert.rejects(defaultStorage.save("out/new", new ContentFile("x")), refused);
    await assert.rejects(defaultStorage.save("out/deep/new", new ContentFile("x")), refused);
    await assert.rejects(defaultStorage.delete("out/secret"), refused);
    const name = await defaultStorage.save("dangling", new ContentFile("x"));
    assert.match(name, /^dangling_/);
    await defaultStorage.delete("link");
    assert.equal(await readFile(join(outside, "secret"), "utf8"), "mine");
  });

  it("follows links within its folder, and may itself be one", async (t) => {
    const { root, settings } = await openMedia(t);
    await mkdir(join(root, "real"), { recursive: true });
    await symlink("real", join(root, "alias"));
    await symlink(root, join(root, "..", "linked"));
    await openStorages(changeSettings(settings, { MEDIA_ROOT: "linked" }));
    const name = await defaultStorage.save("alias/a.txt", new ContentFile("a"));
    assert.equal(await readFile(join(root, "real", "a.txt"), "utf8"), "a");
    assert.equal(await (await defaultStorage.open(name)).text(), "a");
  });

  it("shortens names that the file system does not take", async (t) => {
    await openMedia(t);
    for (const letter of ["a", "ü", "漢", "😀"]) {
      const name = await defaultStorage.save(`${letter.repeat(255)}.jpeg`, new ContentFile("x"));
      assert.ok(Buffer.byteLength(name) <= 255, name);
      assert.match(name, /_[A-Za-z0-9]{7}\.jpeg$/);
    }
  });

  it("keeps names within maxLength, folders included", async (t) => {
    await openMedia(t);
    const save = (name: string, maxLength: number) =>
      defaultStorage.save(name, new ContentFile("x"), { maxLength });
    assert.equal(await save("f/abcdefghij.txt", 16), "f/abcdefghij.txt");
    assert.match(await save("f/abcdefghij.txt", 16), /^f\/ab_[A-Za-z0-9]{7}\.txt$/);
    assert.match(await save("f/abcdefghijklmnop.txt", 16), /^f\/ab_[A-Za-z0-9]{7}\.txt$/);
    await assert.rejects(save("f/abcdefghijklmnop.txt", 13), {
      name: "SuspiciousFileOperation",
      message: /can not find an available filename/,
    });
  });

  it("says what is in the way of a folder", async (t) => {
    await openMedia(t);
    await defaultStorage.save("file", new ContentFile("x"));
    await assert.rejects(defaultStorage.save("file/below", new ContentFile("x")), /ENOTDIR|EEXIST/);
    await assert.rejects(defaultStorage.delete(""), /The name must be given/);
  });
});

describe("a storage of files", () => {
  it("gives files and folders their permissions, whatever the process's mask", async (t) => {
    const { root } = await openMedia(t, {
      FILE_UPLOAD_PERMISSIONS: 0o640,
      FILE_UPLOAD_DIRECTORY_PERMISSIONS: 0o777,
    });
    await defaultStorage.save("a/b/c.txt", new ContentFile("x"));
    const mode = async (path: string) => (await stat(join(root, path))).mode & 0o777;
    assert.deepEqual(
      [await mode("a/b/c.txt"), await mode("a/b"), await mode("a")],
      [0o640, 0o777, 0o777],
    );
    const own = new FileSystemStorage({ filePermissionsMode: 0o600 });
    await own.save("own.txt", new ContentFile("x"));
    assert.equal(await mode("own.txt"), 0o600);
  });

  it("replaces files with allowOverwrite, and never half", async (t) => {
    const { paths } = await openMedia(t);
    const storage = new FileSystemStorage({ allowOverwrite: true });
    await storage.save("a.txt", new ContentFile("one"));
    assert.equal(await storage.save("a.txt", new ContentFile("two")), "a.txt");
    await assert.rejects(storage.save("a.txt", new Broken()), /went away/);
    assert.equal(await (await storage.open("a.txt")).text(), "two");
    assert.deepEqual(await paths(), ["a.txt"]);
  });
});

describe("STORAGES", () => {
  const own = { BACKEND: "mkweb/files/backends/filesystem", OPTIONS: { location: "private" } };

  it("names more than one", async (t) => {
    const { settings } = await openMedia(t);
    await openStorages(changeSettings(settings, { STORAGES: { ...settings.STORAGES, own } }));
    assert.match(storages.get("own").path("x"), /private\/x$/);
    assert.throws(
      () => storages.get("other"),
      /Could not find config for 'other'.*default, staticfiles, own/,
    );
  });

  it("is refused without a default, with an unknown backend or option", async (t) => {
    const { settings } = await openMedia(t);
    const open = (STORAGES: Settings["STORAGES"]) =>
      openStorages(changeSettings(settings, { STORAGES }));
    await assert.rejects(open({ own }), /STORAGES has no 'default'/);
    await assert.rejects(open({ default: { BACKEND: "mkweb/nothing" } }), /is not a storage/);
    await assert.rejects(
      open({ default: { ...own, OPTIONS: { loaction: "x" } } }),
      /no option 'loaction'/,
    );
  });
});

describe("a file that is in no storage", () => {
  it("says so instead of giving an address", () => {
    const file = new ContentFile("x", "a.txt");
    assert.throws(() => file.url, /"a\.txt" is in no storage/);
    assert.throws(() => file.path, /is in no storage/);
    assert.throws(() => file.save("b", file), /is in no storage/);
    assert.throws(() => file.delete(), /is in no storage/);
  });
});
