/** Projects as earlier versions of mkweb made them, and what an update makes of them. */
import { readFileSync } from "node:fs";
import { chmod, mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestContext } from "node:test";
import { rememberMade } from "../../src/cli/made-here.ts";
import { emptyPlace, type Ended, type Place, type Setting } from "../cli/support.ts";
import { snapshot } from "../scaffold/folder.ts";

/**
 * Each holds the project mysite with the apps blog and apps/polls: `before-databases` has no models yet,
 * `with-mikroorm` depends on a library that is gone, `before-the-admin` is one app of Django's behind,
 * `with-the-admin` is the last whose records hold no texts.
 */
export const versions = [
  "before-databases",
  "with-mikroorm",
  "before-the-admin",
  "with-the-admin",
] as const;
export type Version = (typeof versions)[number];

type Stored = Readonly<Record<string, string | { readonly base64: string }>>;

export interface OldProject extends Place {
  /** Runs `mkweb WORDS` in the project. */
  run(words: readonly string[], setting?: Setting): Promise<Ended>;
  /** `mkweb update`, without trying it out and without installing. */
  update(...words: readonly string[]): Promise<Ended>;
  /** Everything, byte for byte. */
  snapshot(): Readonly<Record<string, string>>;
}

const packageRoot = fileURLToPath(new URL("../../", import.meta.url));

/** Writes a project as it was made then. */
export async function oldProject(t: TestContext, version: Version): Promise<OldProject> {
  const place = await emptyPlace(t);
  const file = new URL(`made/${version}.json`, import.meta.url);
  const stored: Stored = JSON.parse(readFileSync(file, "utf8"));
  for (const [path, content] of Object.entries(stored)) {
    const bytes = typeof content === "string" ? content : Buffer.from(content.base64, "base64");
    await place.write(path, bytes);
  }
  await chmod(join(place.path, "manage.js"), 0o755);
  await place.write(".env", `SECRET_KEY=${"0123456789abcdefghij".repeat(3)}\nDEBUG=true\n`);
  return asProject(place);
}

/** A project that this mkweb has just made, with the same apps. */
export async function newProject(t: TestContext): Promise<OldProject> {
  const place = await emptyPlace(t);
  const options = ["--no-install", "--no-git", "--yes"];
  await succeed(place, ["startproject", "mysite", ".", ...options]);
  await succeed(place, ["startapp", "blog", "--no-verify"]);
  await mkdir(join(place.path, "apps"));
  await succeed(place, ["startapp", "polls", "apps/polls", "--no-verify"]);
  return asProject(place);
}

function asProject(place: Place): OldProject {
  return {
    ...place,
    run: (words, setting) => place.mkweb(words, setting),
    update: (...words) => place.mkweb(["update", "--no-verify", "--no-install", ...words]),
    // What a project's tests keep for the next run lies in node_modules, and is no file of the project.
    snapshot: () =>
      Object.fromEntries(
        Object.entries(snapshot(place.path)).filter(([path]) => !path.startsWith("node_modules/")),
      ),
  };
}

/** Lets the project run: with this package, its compiler, and a note that it was made here. */
export async function makeRunnable({ path }: Place): Promise<void> {
  await mkdir(join(path, "node_modules"), { recursive: true });
  const packages = {
    mkweb: "",
    typescript: "node_modules/typescript",
    "@types": "node_modules/@types",
  };
  for (const [name, from] of Object.entries(packages)) {
    await symlink(join(packageRoot, from), join(path, "node_modules", name), "junction");
  }
  rememberMade(path, { XDG_CACHE_HOME: `${path}-cache` });
}

async function succeed(place: Place, words: readonly string[]): Promise<void> {
  const { status, stderr } = await place.mkweb(words);
  if (status !== 0) throw new Error(stderr);
}
