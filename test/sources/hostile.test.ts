/** Archives and folders from people who mean harm, or packed by accident: refused, whatever is in them. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { gzipSync } from "node:zlib";
import { paxEntry, tar, zip, type TarEntry, type ZipEntry } from "./archives.ts";
import { emptyFolder, open } from "./support.ts";

const good: TarEntry = { name: "app.ts", text: "export default {};\n" };
const link = 0o120_777;

/** A tar is refused for what one of its entries is. */
const tars: Readonly<Record<string, readonly [readonly TarEntry[], RegExp]>> = {
  "leads out of the target": [[{ name: "../evil.ts", text: "x" }], /"\.\.\/evil\.ts" .*leaves/],
  "leads out of it half way": [[{ name: "a/../../evil", text: "x" }], /leaves the target/],
  "leads out of it as a folder": [[{ name: "..", type: "5" }], /"\.\." .*leaves/],
  "is an absolute path": [[{ name: "/etc/cron.d/evil", text: "x" }], /is an absolute path/],
  "names a drive": [[{ name: "C:\\Windows\\evil", text: "x" }], /names a drive/],
  "has a backslash": [[{ name: "a\\..\\..\\evil", text: "x" }], /Windows allows none of/],
  "is a symbolic link": [[{ name: "a", type: "2", link: "/etc/passwd" }], /"a" is a link/],
  "is a symbolic link beside it": [[{ name: "a", type: "2", link: "app.ts" }], /"a" is a link/],
  "is a second name of a file": [[{ name: "a", type: "1", link: "../x" }], /"a" is a link/],
  "is a character device": [[{ name: "a", type: "3" }], /neither a file nor a folder/],
  "is a block device": [[{ name: "a", type: "4" }], /neither a file nor a folder/],
  "is a pipe": [[{ name: "a", type: "6" }], /neither a file nor a folder/],
  "is a device of Windows": [[{ name: "src/aux.ts", text: "x" }], /device on Windows/],
  "ends with a dot": [[{ name: "evil.", text: "x" }], /does not allow a dot or space at the end/],
  "holds a control character": [[{ name: "a\u001b[2J", text: "x" }], /control character/],
  "holds a newline": [[{ name: "a\nb", text: "x" }], /control character/],
  "reverses its name": [[{ name: "a\u202Ets.exe", text: "x" }], /control character/],
  "is git's": [[{ name: ".GIT/hooks/post-checkout", text: "x" }], /belongs to git/],
  "is a journal of mkweb's": [[{ name: ".mkweb-journal", text: "{}" }], /belongs to mkweb/],
  "has an empty name in it": [[{ name: "a//b", text: "x" }], /a name in it is empty/],
  "occurs twice": [[good, good], /"app\.ts" occurs twice/],
  "differs from another in case only": [
    [good, { name: "App.ts", text: "x" }],
    /would have the same path/,
  ],
  "differs in composition only": [
    [
      { name: "\u00e9.ts", text: "x" },
      { name: "e\u0301.ts", text: "x" },
    ],
    /would have the same path/,
  ],
  "lies in folders that differ in case only": [
    [{ name: "Blog/a.ts" }, { name: "blog/b.ts" }],
    /would have the same path/,
  ],
  "lies below a file": [
    [
      { name: "a", text: "x" },
      { name: "a/b", text: "x" },
    ],
    /would have the same path/,
  ],
  "is a file where a folder is": [
    [
      { name: "a/b", text: "x" },
      { name: "a", text: "x" },
    ],
    /would have the same path/,
  ],
  "has a NUL in its long name": [paxEntry({ path: "ok.ts\0.png" }), /control character/],
  "leads out by its long name": [paxEntry({ path: "../../evil" }), /leaves the target/],
  "has a path without end": [paxEntry({ path: `${"a/".repeat(2000)}b` }), /longer than 1024 bytes/],
  "lies in too many folders": [paxEntry({ path: `${"a/".repeat(40)}b` }), /more than 31 folders/],
  "says it is larger than all may be": [[{ name: "a", size: "77777777777" }], /exceed 50 MB/],
  "has a size that is none": [
    [
      {
        name: "a",
        size: "\u0080\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff",
      },
    ],
    /invalid size|damaged/,
  ],
};

/** A zip likewise. */
const zips: Readonly<Record<string, readonly [readonly ZipEntry[], RegExp]>> = {
  "leads out of the target": [[{ name: "../evil.ts", text: "x" }], /refused: .*\.\.\/evil/],
  "is an absolute path": [[{ name: "/etc/evil", text: "x" }], /refused: .*\/etc\/evil/],
  "has a backslash": [[{ name: "a\\..\\..\\evil", text: "x" }], /refused: .*invalid characters/],
  "names a drive": [[{ name: "C:/evil", text: "x" }], /refused/],
  "is a link": [[{ name: "a", text: "/etc/passwd", mode: link }], /"a" is a link/],
  "is a device": [[{ name: "a", mode: 0o020_666 }], /neither a file nor a folder/],
  "occurs twice": [
    [
      { name: "a", text: "1" },
      { name: "a", text: "2" },
    ],
    /"a" occurs twice/,
  ],
  "has a NUL in its name": [[{ name: "a\0b", text: "x" }], /control character/],
  "is encrypted": [[{ name: "a", text: "x", flags: 0x801, method: 8 }], /"a" is encrypted/],
  "is packed in an unknown way": [
    [{ name: "a", text: "x", method: 99 }],
    /zip archive is not supported/,
  ],
  "is damaged": [[{ name: "a", text: "x", crc: 1 }], /"a" is damaged/],
  "says another size": [
    [{ name: "a", text: "x", size: 4_000_000_000 }],
    /exceed 50 MB|zip archive is not supported/,
  ],
};

async function refuses(t: TestContext, bytes: Uint8Array, why: RegExp, name = "x.tgz") {
  const folder = emptyFolder(t);
  writeFileSync(join(folder, name), bytes);
  await assert.rejects(open(name, folder), (error: Error & { code?: string }) => {
    assert.match(error.message, why);
    assert.match(error.message, /^The template x\.\w+ is refused: .* Nothing was written\.$/s);
    assert.equal(error.code, "MKWEB_TEMPLATE_REFUSED");
    return true;
  });
  assert.deepEqual(readdirSync(folder), [name]);
}

describe("a tar is refused when an entry of it", () => {
  for (const [what, [entries, why]] of Object.entries(tars)) {
    it(what, async (t) => refuses(t, gzipSync(tar([...entries, { ...good, name: "z.ts" }])), why));
  }

  it("is the last of a great many", async (t) => {
    const many = Array.from({ length: 300 }, (_, index) => ({ name: `${index}.ts`, text: "x" }));
    await refuses(t, tar([...many, { name: "../evil", text: "x" }]), /leaves the target/, "x.tar");
  });
});

describe("a zip is refused when an entry of it", () => {
  for (const [what, [entries, why]] of Object.entries(zips)) {
    it(what, async (t) => refuses(t, zip([...entries, { name: "z.ts", text: "x" }]), why, "x.zip"));
  }
});

describe("an archive is refused", () => {
  it("cut off in the middle of a file", async (t) =>
    refuses(
      t,
      tar([{ name: "a.ts", text: "x".repeat(2000) }]).subarray(0, 1200),
      /damaged/,
      "x.tar",
    ));

  it("without its end", async (t) => refuses(t, tar([good], Buffer.alloc(0)), /damaged/, "x.tar"));

  it("with something behind its end", async (t) =>
    refuses(
      t,
      Buffer.concat([tar([good]), tar([{ name: "hidden", text: "x" }])]),
      /damaged/,
      "x.tar",
    ));

  it("with a wrong checksum in a header", async (t) => {
    const bytes = tar([good]);
    bytes[0] = 0x62;
    await refuses(t, bytes, /damaged/, "x.tar");
  });

  it("with damaged gzip", async (t) => {
    const bytes = gzipSync(tar([{ name: "a.ts", text: "some text ".repeat(500) }]));
    bytes.fill(0xff, 40, 60);
    await refuses(t, bytes, /gzip is damaged/);
  });

  it("with more than 10000 entries", async (t) => {
    const many = Array.from({ length: 10_001 }, (_, index) => ({ name: `${index}` }));
    await refuses(t, tar(many), /more than 10000 files and folders/, "x.tar");
    await refuses(t, zip(many), /more than 10000 files and folders/, "x.zip");
  });

  it("that holds nothing", async (t) =>
    refuses(t, tar([{ name: "a", type: "5" }]), /contains no files/, "x.tar"));

  it("that grows more than 200 times, before all of it is unpacked", async (t) =>
    refuses(t, gzipSync(Buffer.alloc(40_000_000)), /more than 200 times as large/));

  it("that would be larger unpacked than all may be, before all of it is unpacked", async (t) =>
    refuses(t, gzipSync(Buffer.alloc(300_000_000)), /larger than 80 MB/));

  it("within a memory of 200 MB, though it says it holds gigabytes", (t) => {
    const folder = emptyFolder(t);
    // Members of gzip follow one another: 2 GB of zeros in 2 MB.
    const member = gzipSync(Buffer.alloc(100_000_000), { level: 9 });
    writeFileSync(join(folder, "x.tgz"), Buffer.concat(Array.from({ length: 20 }, () => member)));
    const index = new URL("../../src/sources/index.ts", import.meta.url).href;
    const code = `
      import { openSource } from ${JSON.stringify(index)};
      const { signal } = new AbortController();
      const context = { cwd: process.cwd(), env: process.env, signal, version: "1" };
      try { await openSource("x.tgz", () => false, context); } catch (error) { console.log(error.code); }
      console.log(process.resourceUsage().maxRSS);`;
    const run = spawnSync(process.execPath, ["--input-type=module", "-e", code], {
      cwd: folder,
      encoding: "utf8",
    });
    const [refusal, kilobytes] = run.stdout.trim().split("\n");
    assert.equal(refusal, "MKWEB_TEMPLATE_REFUSED", run.stderr);
    assert.ok(Number(kilobytes) < 280_000, `${kilobytes} kB`);
  });
});

describe("a folder is refused", () => {
  const folderWith = (t: TestContext, make: (folder: string) => void) => {
    const folder = emptyFolder(t);
    mkdirSync(join(folder, "x.x/sub"), { recursive: true });
    writeFileSync(join(folder, "x.x/sub/a.ts"), "x");
    make(join(folder, "x.x"));
    return folder;
  };
  const refusesFolder = (folder: string, why: RegExp) =>
    assert.rejects(open("x.x", folder), { code: "MKWEB_TEMPLATE_REFUSED", message: why });

  it("with a link that leads out of it", async (t) =>
    refusesFolder(
      folderWith(t, (folder) => symlinkSync("/etc/passwd", join(folder, "a"))),
      /"a" is a link that leads out/,
    ));

  it("with a link to a folder", async (t) =>
    refusesFolder(
      folderWith(t, (folder) => symlinkSync("sub", join(folder, "a"))),
      /"a" is a link to a folder/,
    ));

  it("with a link to nothing", async (t) =>
    refusesFolder(
      folderWith(t, (folder) => symlinkSync("nothing", join(folder, "a"))),
      /"a" is a broken link/,
    ));

  it("with a pipe, without waiting for anybody to write to it", async (t) =>
    refusesFolder(
      folderWith(t, (folder) => {
        assert.equal(spawnSync("mkfifo", [join(folder, "a")]).status, 0);
      }),
      /neither a file nor a folder/,
    ));

  it("with a name that no other system can hold", async (t) =>
    refusesFolder(
      folderWith(t, (folder) => writeFileSync(join(folder, "a?b"), "x")),
      /Windows allows none of/,
    ));
});
