import { chmod, lstat, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { run } from "../../src/cli/index.ts";

export interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** An empty folder of its own for one test, and mkweb run inside it. */
export interface Place {
  readonly path: string;
  mkweb(argv: readonly string[], setting?: Setting): Promise<Ended>;
  write(path: string, text: string | Uint8Array): Promise<void>;
  read(path: string): Promise<string>;
  /** Every file, sorted, without the tarball's version and without what `.git` holds. */
  files(): Promise<readonly string[]>;
  /** Permission bits, octal. */
  mode(path: string): Promise<string>;
}

export interface Setting {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** What a test, or a group of tests, undoes at its end. */
export interface Ending {
  after(undo: () => unknown): void;
}

export async function emptyPlace(t: Ending): Promise<Place> {
  const path = await mkdtemp(join(tmpdir(), "mkweb-cli-"));
  await chmod(path, 0o755);
  t.after(async () => {
    await rm(path, { recursive: true, force: true });
    await rm(`${path}-cache`, { recursive: true, force: true });
  });
  return {
    path,
    async mkweb(argv, { cwd = ".", env = {} } = {}) {
      const printed = { stdout: "", stderr: "" };
      const sink = (name: keyof typeof printed) => ({
        write: (text: string) => {
          printed[name] += text;
        },
      });
      const status = await run(argv, "0.0.0", {
        stdout: sink("stdout"),
        stderr: sink("stderr"),
        cwd: join(path, cwd),
        env: { PATH: process.env["PATH"], HOME: path, XDG_CACHE_HOME: `${path}-cache`, ...env },
        interactive: false,
      });
      return { status, ...printed };
    },
    async write(file, text) {
      await mkdir(dirname(join(path, file)), { recursive: true });
      await writeFile(join(path, file), text);
    },
    read: (file) => readFile(join(path, file), "utf8"),
    async files() {
      const entries = await readdir(path, { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => !entry.isDirectory())
        .map((entry) => relative(path, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
        .filter((file) => !/(^|\/)\.git\//.test(file))
        .map((file) => file.replace(/mkweb-[^/]*\.tgz$/, "mkweb.tgz"))
        .sort();
    },
    mode: async (file) => ((await lstat(join(path, file))).mode & 0o777).toString(8),
  };
}

/** Files of a project called `name`, below `folder`. */
export function projectFiles(name: string, folder = `${name}/`): readonly string[] {
  return [
    ".env",
    ".env.example",
    ".gitignore",
    ".mkweb/0001_project.json",
    "AGENTS.md",
    "README.md",
    "manage.js",
    "manage.py.js",
    `${name}/server.ts`,
    `${name}/settings.ts`,
    `${name}/urls.ts`,
    "package.json",
    "tsconfig.json",
    "vendor/mkweb.tgz",
  ]
    .map((file) => folder + file)
    .sort();
}

/** Runs something as a user whom permissions can stop. */
export async function withoutRootsPowers<T>(act: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return act();
  process.seteuid?.(65_534);
  try {
    return await act();
  } finally {
    process.seteuid?.(0);
  }
}
