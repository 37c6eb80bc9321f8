/** Every file that a command generates, as it was reviewed. A change of one shows as a diff in test/golden/. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { completedShells } from "../../src/cli/completion/scripts.ts";
import { renderContents } from "../../src/venv/contents.ts";
import { emptyPlace, type Ending, type Place } from "../cli/support.ts";
import { sameAsGolden, type Texts } from "../support/golden.ts";
import { Sandbox } from "../venv/support.ts";
import { siteWithPolls } from "./support.ts";

/** What differs from run to run: random keys and passwords, and which build of mkweb is installed. */
function steady(text: string): string {
  return text
    .replace(/^(SECRET_KEY|POSTGRES_PASSWORD)=.+$/gm, "$1=(random)")
    .replace(/^(DATABASE_URL=\w+:\/\/[^:@\s]+:)[^@\s]+@/gm, "$1(random)@")
    .replace(/mkweb-[^/"]*\.tgz/g, "mkweb.tgz");
}

/** All files but the packed mkweb and the records of what was run, which repeat the files. */
async function texts(place: Place): Promise<Texts> {
  const files = (await place.files()).filter(
    (file) => !/^(?:\.mkweb|vendor|node_modules)\//.test(file),
  );
  const pairs = files.map(async (file) => [file, steady(await place.read(file))] as const);
  return Object.fromEntries(await Promise.all(pairs));
}

/** What is new or other in `after`. */
function changes(before: Texts, after: Texts): Texts {
  const gone = Object.keys(before).filter((file) => !(file in after));
  return Object.fromEntries([
    ...Object.entries(after).filter(([file, text]) => before[file] !== text),
    ...gone.map((file) => [file, "(there is none)\n"] as const),
  ]);
}

async function well(place: Place, ...words: readonly string[]): Promise<void> {
  const { status, stderr } = await place.mkweb(words);
  assert.equal(status, 0, stderr);
}

async function project(t: Ending, ...options: readonly string[]): Promise<Place> {
  const place = await emptyPlace(t);
  await well(place, "startproject", "site", ".", "--no-install", "--no-git", ...options);
  return place;
}

describe("startproject generates", () => {
  it("the files of test/golden/project/default", async (t) => {
    sameAsGolden(t, "project/default", await texts(await project(t)));
  });

  const variants = {
    postgresql: ["--database", "postgresql"],
    "no-auth": ["--no-auth"],
    minimal: ["--minimal"],
    pnpm: ["--package-manager", "pnpm"],
  };
  for (const [name, options] of Object.entries(variants)) {
    it(`with ${options.join(" ")}, other files as in test/golden/project/${name}`, async (t) => {
      const usual = await texts(await project(t));
      const other = await texts(await project(t, ...options));
      sameAsGolden(t, `project/${name}`, changes(usual, other));
    });
  }
});

describe("startapp generates and edits", () => {
  async function made(t: Ending, options: readonly string[], words: readonly string[]) {
    const place = await project(t, ...options);
    const before = await texts(place);
    await well(place, "startapp", "polls", ...words, "--no-verify");
    return changes(before, await texts(place));
  }

  it("the files of test/golden/app/default", async (t) => {
    sameAsGolden(t, "app/default", await made(t, [], []));
  });

  const variants = {
    "no-mount": [[], ["--no-mount"]],
    "no-auth": [["--no-auth"], []],
    minimal: [["--minimal"], []],
  } as const;
  for (const [name, [options, words]] of Object.entries(variants)) {
    it(`with ${[...options, ...words].join(" ")}, other files as in test/golden/app/${name}`, async (t) => {
      const other = await made(t, options, words);
      sameAsGolden(t, `app/${name}`, changes(await made(t, [], []), other));
    });
  }
});

describe("generate resource generates and edits", () => {
  it("the files of test/golden/resource", async (t) => {
    const site = await siteWithPolls(t);
    const before = await texts(site);
    const fields = ["title:string:120", "body:text:optional", "author:references:auth.User"];
    const { status, stderr } = await site.manage("generate", "resource", "polls.Post", ...fields);
    assert.equal(status, 0, stderr);
    sameAsGolden(t, "resource", changes(before, await texts(site)));
  });
});

describe("deploy generates and edits", () => {
  async function made(t: Ending, words: readonly string[]) {
    const place = await project(t);
    const before = await texts(place);
    await well(place, "deploy", ...words, "--domain", "example.com");
    return changes(before, await texts(place));
  }

  for (const target of ["docker", "compose", "systemd"]) {
    it(`the files of test/golden/deploy/${target}`, async (t) => {
      sameAsGolden(t, `deploy/${target}`, await made(t, [target]));
    });
  }

  const variants = {
    "compose-sqlite": ["compose", "--database", "sqlite", "--no-redis"],
    "systemd-redis": ["systemd", "--with-redis", "--workers", "auto"],
  } as const;
  for (const [name, words] of Object.entries(variants)) {
    it(`with ${words.join(" ")}, other files as in test/golden/deploy/${name}`, async (t) => {
      const usual = await made(t, words.slice(0, 1));
      sameAsGolden(t, `deploy/${name}`, changes(usual, await made(t, words)));
    });
  }
});

describe("completion generates", () => {
  it("the scripts of test/golden/completion", async (t) => {
    const place = await emptyPlace(t);
    const scripts = completedShells.map(async (shell) => {
      const { stdout } = await place.mkweb(["completion", shell]);
      return [shell, stdout] as const;
    });
    sameAsGolden(t, "completion", Object.fromEntries(await Promise.all(scripts)));
  });
});

describe("venv generates", () => {
  const systems = {
    posix: { platform: "linux", delimiter: ":", directory: "/srv/env", npm: "/usr/lib/npm" },
    windows: { platform: "win32", delimiter: ";", directory: "C:\\env", npm: "C:\\node\\npm" },
  } as const;
  for (const [name, { platform, delimiter, directory, npm }] of Object.entries(systems)) {
    it(`the files of test/golden/venv/${name}`, (t) => {
      const sandbox = new Sandbox();
      sandbox.remove();
      const machine = sandbox.machine({ platform, delimiter });
      const tree = renderContents(machine, directory, "env", { npm, corepack: undefined });
      const files = [...tree].map(([path, { bytes }]) => [path, Buffer.from(bytes).toString()]);
      sameAsGolden(t, `venv/${name}`, Object.fromEntries(files));
    });
  }
});
