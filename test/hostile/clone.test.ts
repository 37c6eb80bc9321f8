/**
 * A repository somebody cloned to look at it, made by somebody who means harm: whatever it holds, no
 * command of mkweb changes anything outside it, runs anything of it or hangs.
 */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { run } from "../../src/cli/index.ts";
import { emptyFolder, snapshot } from "../scaffold/folder.ts";
import { isThorough } from "../support/thorough.ts";

/** By path in the clone: a text, `-> target` for a link, `#!` for something that can be run. */
type Clone = Readonly<Record<string, string>>;

const project: Clone = {
  ".git/HEAD": "ref: refs/heads/main\n",
  "manage.js":
    'import { execute } from "mkweb/management";\nexecute(process.argv, { root: import.meta.url, settings: "site/settings.ts" });\n',
  "package.json": '{ "name": "clone", "type": "module", "dependencies": {} }\n',
  "site/settings.ts":
    'export default { INSTALLED_APPS: ["mkweb/sessions"], ROOT_URLCONF: "site/urls.ts" };\n',
  "site/urls.ts": "export const urlpatterns = [];\n",
};

const journal = (state: string, moves: readonly object[], what = "startapp x"): string =>
  `${state.padEnd(7)}\n${JSON.stringify({
    id: "0123abcd",
    what,
    owner: { pid: 1, start: "", host: "elsewhere" },
    moves,
  })}`;
const fresh = (to: string): object => ({ kind: "new", to, files: { "": "" } });
const replaced = (to: string): object => ({ kind: "replace", to, before: "", after: "" });

const record = (more: object = {}): string =>
  JSON.stringify({
    format: 1,
    directory: "/somewhere",
    prompt: "\u001b]0;owned\u0007dj",
    created: "2026-01-01T00:00:00.000Z",
    node: { wanted: "24", version: "24.0.0", kind: "copy" },
    base: { node: "./evil", npm: "./evil", corepack: null },
    npmrc: null,
    command: [],
    ...more,
  });

/** As `undo` reads it. */
const applied = (more: object): string =>
  JSON.stringify({
    format: 2,
    mkweb: "0.1.0",
    command: "startapp \u001b]0;owned\u0007x",
    blueprint: "app",
    source: null,
    answers: {},
    files: {},
    folders: [],
    edits: {},
    ...more,
  });
/** Of a file that holds "mine" and a line end. */
const written = {
  sha256: createHash("sha256").update("mine\n").digest("hex"),
  rendered: "mine\n",
};

const evil = "#!";
const forms: Readonly<Record<string, Clone>> = {
  "a journal through a link, to be taken back": {
    link: "-> ..",
    ".mkweb-journal": journal("stage", [fresh("link/precious")]),
  },
  "a journal through a link, to be finished": {
    link: "-> ..",
    ".mkweb-journal": journal("commit", [replaced("link/precious"), fresh("link/new")]),
  },
  "a journal through a link, on its way back": {
    link: "-> ..",
    ".mkweb-journal": journal("back", [replaced("link/precious")]),
  },
  "a journal through a link to a link": {
    a: "-> b",
    b: "-> ../outside",
    ".mkweb-journal": journal("stage", [fresh("a/precious")]),
  },
  "a journal that climbs": {
    ".mkweb-journal": journal("stage", [
      fresh("../precious"),
      fresh("/tmp/precious"),
      fresh("x/../../precious"),
    ]),
  },
  "a journal that speaks to the terminal": {
    ".mkweb-journal": journal("stage", [fresh("x")], "\u001b]0;owned\u0007\u001b[2J"),
  },
  "a journal that is a link": { ".mkweb-journal": "-> ../precious" },
  "a journal that is a folder": { ".mkweb-journal/x": "" },
  "a claim that is a link": {
    ".mkweb-journal": journal("stage", [fresh("x")]),
    ".mkweb-0123abcd-recovery": "-> ../precious",
  },
  "staged files that are links": {
    ".mkweb-journal": journal("commit", [fresh("x"), replaced("site/urls.ts")]),
    ".mkweb-0123abcd-0": "-> ../outside",
    "site/.mkweb-0123abcd-1": "-> ../../precious",
  },
  "records in a folder elsewhere": { ".mkweb": "-> ../outside" },
  "records with numbers beyond numbers": {
    ".mkweb/99999999999999999999999_x.json": "{",
    ".mkweb/1e308_y.json": "",
    ".mkweb/0007_z.json": "-> ../../precious",
  },
  "apps in a folder elsewhere": {
    apps: "-> ../outside",
    docs: "-> ../outside",
    blog: "-> ../outside/new",
  },
  "settings elsewhere": { "site/settings.ts": "-> ../../outside/settings.ts" },
  "URLs elsewhere": { "site/urls.ts": "-> ../../outside/urls.ts" },
  "a manage.js that names settings elsewhere": {
    "manage.js": 'execute(process.argv, { settings: "../outside/settings.ts" });\n',
  },
  "a ROOT_URLCONF elsewhere": {
    "site/settings.ts":
      'export const INSTALLED_APPS = [];\nexport const ROOT_URLCONF = "../outside/urls.ts";\n',
  },
  "settings that take over settings elsewhere": {
    "site/settings.ts":
      'import base from "../../outside/settings.ts";\nexport default { ...base };\n',
  },
  "a record of what lies elsewhere": {
    link: "-> ../outside",
    ".mkweb/0002_app_\u001b]0;owned\u0007.json": applied({
      files: {
        "../precious": written,
        "link/precious": written,
        "../outside/precious": written,
      },
      folders: ["../outside/bare", "link/bare", "link"],
      removed: {
        "../planted": { mode: "4777", text: "x" },
        "link/planted": { mode: "777", text: "x" },
      },
      removedFolders: { "../made": "777", "link/made": "777" },
    }),
  },
  "a record of what lies behind a link": {
    link: "-> ../outside",
    "blog/app.ts": "mine\n",
    ".mkweb/0002_app_x.json": applied({
      files: { "link/precious": written, "blog/app.ts": written },
      folders: ["link/bare", "link"],
      removedFolders: { "link/made": "777" },
    }),
  },
  "a record of folders elsewhere": {
    "blog/app.ts": "mine\n",
    ".mkweb/0002_app_x.json": applied({
      files: { "blog/app.ts": written },
      folders: ["../outside/bare", "blog"],
    }),
  },
  "a record of an edit elsewhere": {
    link: "-> ../outside",
    ".mkweb/0002_app_x.json": applied({
      edits: {
        "link/urls.ts": {
          before: "0",
          after: "1",
          at: 0,
          removed: "",
          inserted: "export const urlpatterns = [];\n",
        },
      },
    }),
  },
  "a record that tells the terminal something": {
    "blog/app.ts": "mine\n",
    ".mkweb/0002_app_x.json": applied({ files: { "blog/app.ts": written } }),
  },
  "settings without end": { "site/settings.ts": "-> /dev/zero" },
  "a manage.js without end": { "manage.js": "-> /dev/zero" },
  "a package.json without end": { "package.json": "-> /dev/zero" },
  "a package.json of other kinds": {
    "package.json": '{ "dependencies": "abc", "devDependencies": null, "optionalDependencies": 7 }',
  },
  "a route whose expression searches for ever": {
    "site/urls.ts":
      'import { rePath } from "mkweb/urls";\nexport const urlpatterns = [rePath("^(([a-z/-]+)+)+#$", view)];\n',
  },
  "settings nested beyond the stack": {
    "site/settings.ts": `export const INSTALLED_APPS = ${"[".repeat(50_000)}`,
  },
  "settings, URLs and models that do something when loaded": {
    "manage.js": `${evil}js\nexport const settings = "site/settings.ts";\n`,
    "site/settings.ts": `${evil}js\nexport default { INSTALLED_APPS: ["blog2"], ROOT_URLCONF: "site/urls.ts" };\n`,
    "site/urls.ts": `${evil}js\nexport const urlpatterns = [];\n`,
    "blog2/app.ts": `${evil}js\n`,
  },
  "scripts, workspaces and settings for npm": {
    "package.json":
      '{ "name": "x", "workspaces": ["*", "docs/*"], "scripts": { "preinstall": "./evil", "postinstall": "./evil", "prepare": "./evil" } }',
    ".npmrc": "script-shell=./evil\nnode-options=--require ./evil.cjs\n",
    evil,
    "evil.cjs": `${evil}js\n`,
  },
  "programs where a package manager's path leads": {
    "node_modules/.bin/npm": evil,
    "node_modules/.bin/git": evil,
    "node_modules/.bin/node": evil,
    npm: evil,
    git: evil,
    node: evil,
  },
  "an .env for Node": {
    ".env":
      "NODE_OPTIONS=--require ./evil.cjs\nMKWEB_SETTINGS_MODULE=../outside/settings.ts\nPATH=.\n",
    "evil.cjs": `${evil}js\n`,
  },
  "an .env, README and .gitignore elsewhere": {
    ".env": "-> ../precious",
    "README.md": "-> ../precious",
    ".gitignore": "-> ../precious",
  },
  "folders of a project elsewhere": {
    vendor: "-> ../outside",
    site: "-> ../outside",
    docs: "-> ../outside",
  },
  "an environment elsewhere": { "dj-env": "-> ../outside/empty" },
  "an environment whose Node is its own program": {
    "dj-env/mkweb-venv.json": record(),
    "dj-env/bin/node": evil,
    "dj-env/bin/npm": evil,
    evil,
  },
  "an environment whose Node is a program of the repository": {
    "dj-env/mkweb-venv.json": record(),
    "dj-env/bin/node": "-> ../../evil",
    evil,
  },
  "an environment whose folders are elsewhere": {
    "dj-env/mkweb-venv.json": record(),
    "dj-env/bin": "-> ../../outside",
    "dj-env/npm": "-> ../../outside",
    "dj-env/libexec": "-> ../../outside",
  },
  "an environment without end": {
    "dj-env/mkweb-venv.json": "-> /dev/zero",
    "mkweb-venv.json": "-> /dev/zero",
  },
  "a repository that is an environment": {
    "mkweb-venv.json": record(),
    "bin/node": evil,
    "bin/npm": evil,
  },
  "what a killed run of venv would leave": {
    ".mkweb-venv-x-1-a": "-> ../outside",
    "dj-env/.mkweb-venv-x-1-a": "-> ../../outside",
  },
  "blueprints and settings for mkweb of its own": {
    "blueprints/app/blueprint.json": '{ "describe": "x" }',
    "blueprints/app/files/x.ejs": "<% process.exit(9) %>",
    "mkweb.config.js": `${evil}js\n`,
  },
  "hooks and settings for git": {
    ".git/config": "[core]\n\tfsmonitor = ./evil\n\thooksPath = .\n",
    "post-checkout": evil,
    evil,
  },
  "names that speak to the terminal": {
    "site/settings.ts":
      'export default { INSTALLED_APPS: ["\u001b[2Jx"], ROOT_URLCONF: "\u001b]0;owned\u0007/urls.ts" };\n',
    "manage.js": 'execute(process.argv, { settings: "site/settings.ts" });',
  },
};

const commands: readonly (readonly string[])[] = [
  ["--version"],
  ["nosuch"],
  ["migrate"],
  ["startapp", "blog"],
  ["startapp", "blog", "apps/blog"],
  ["startapp", "blog", "--dry-run"],
  ["startproject", "fresh", "--yes"],
  ["startproject", "site", ".", "--yes"],
  ["startproject", "other", "docs/other", "--yes"],
  ["undo"],
  ["undo", "--force"],
  ["undo", "--keep-changed"],
  ["undo", "--list"],
  ["venv", "dj-env"],
  ["venv", "--upgrade", "dj-env"],
  ["venv", "--clear", "dj-env"],
  ["venv", "--info"],
  ["venv", "--info", "dj-env"],
];

const runs = 'require("node:fs").writeFileSync(RAN, "");';

function layOut(clone: string, files: Clone, ran: string): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(clone, path);
    mkdirSync(dirname(file), { recursive: true });
    if (text.startsWith("-> ")) {
      symlinkSync(text.slice(3), file);
    } else if (text.startsWith(`${evil}js`)) {
      const code = path.endsWith(".cjs")
        ? runs.replace("RAN", JSON.stringify(ran))
        : `import { writeFileSync } from "node:fs"; writeFileSync(${JSON.stringify(ran)}, "");`;
      writeFileSync(file, code + text.slice(4));
    } else {
      writeFileSync(file, text === evil ? `#!/bin/sh\ntouch '${ran}'\necho v24.0.0\n` : text);
      if (text === evil) chmodSync(file, 0o755);
    }
    if (path === ".mkweb-journal" && !text.startsWith("-> ")) {
      const past = new Date(Date.now() - 120_000);
      utimesSync(file, past, past);
    }
  }
}

/** One clone, beside what is precious, and one command in it. */
async function harmless(around: string, files: Clone, argv: readonly string[]): Promise<void> {
  const clone = join(around, "clone");
  const ran = join(around, "home/ran");
  layOut(
    around,
    {
      precious: "mine\n",
      ".mkweb-0123abcd-0": "also mine\n",
      ".mkweb-0123abcd-0-before": "and this\n",
      "outside/precious": "mine\n",
      "outside/settings.ts":
        "export const INSTALLED_APPS = [];\nexport const ROOT_URLCONF = 'outside/urls.ts';\n",
      "outside/urls.ts": "export const urlpatterns = [];\n",
      "outside/empty/.gitignore": "",
      "home/.keep": "",
      "tools/npm": "#!/bin/sh\nexit 0\n",
    },
    ran,
  );
  chmodSync(join(around, "tools/npm"), 0o755);
  mkdirSync(join(around, "outside/bare"));
  const own = Object.fromEntries(
    Object.entries(project).filter(
      ([path]) => !Object.keys(files).some((each) => path.startsWith(`${each}/`)),
    ),
  );
  layOut(clone, { ...own, ...files }, ran);
  const before = outside(around);
  let printed = "";
  const sink = { write: (text: string) => (printed += text) };
  const home = process.env["HOME"];
  process.env["HOME"] = join(around, "home");
  try {
    await run(argv, "0.0.0", {
      stdout: sink,
      stderr: sink,
      cwd: clone,
      env: {
        npm_config_registry: "http://127.0.0.1:1/",
        npm_config_fetch_retries: "0",
        PATH: `${join(around, "tools")}:${process.env["PATH"]}`,
        HOME: join(around, "home"),
      },
      interactive: false,
    });
  } finally {
    process.env["HOME"] = home;
  }
  assert.deepEqual(outside(around), before, argv.join(" "));
  // oxlint-disable-next-line no-control-regex
  assert.doesNotMatch(printed, /[\u001b\u0007]/, argv.join(" "));
}

/** Everything beside the clone, but for what mkweb keeps for its user. */
function outside(around: string): Readonly<Record<string, string>> {
  const found = Object.entries(snapshot(around)).filter(
    ([path]) => !/^(?:clone\/|home\/(?:\.cache|\.local|\.npm|Library)\/)/.test(path),
  );
  return Object.fromEntries(found);
}

/** Of each kind of command one, in turn another; all of them in `npm run test:thorough`. */
const commandsFor = (at: number) =>
  isThorough ? commands : commands.filter((_, index) => (index + at) % 3 === 0);

describe("a hostile clone is harmless to every command:", () => {
  for (const [at, [name, files]] of Object.entries(forms).entries()) {
    it(name, async (t) => {
      for (const argv of commandsFor(at)) await harmless(emptyFolder(t), files, argv);
    });
  }
});
