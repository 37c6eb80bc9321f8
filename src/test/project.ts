import { globSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { changeSettings, findProjectRoot, loadSettings, type Settings } from "../conf/index.ts";
import { MkwebError } from "../errors.ts";
import { activateUrlconf } from "../urls/index.ts";
import {
  setUpTestModels,
  startEachTestAfresh,
  TEST_DATABASE,
  withOwnDatabase,
} from "./own-database.ts";

let loaded: Promise<Settings> | undefined;

// A file that Node's own runner has in a process of its own; a script that only imports this is none.
if (process.env["NODE_TEST_CONTEXT"] !== undefined) {
  await prepareTests();
  startEachTestAfresh();
}

/** Puts the project's models on the tests' database, where `node manage test` made one, and its URLs in reach. */
export async function prepareTests(): Promise<void> {
  if (process.env[TEST_DATABASE] !== undefined) await setUpTestModels(await testSettings());
  await provideUrls();
}

/**
 * The settings for tests: the project's, with DEBUG off, the host `testserver` allowed, mail kept in
 * `outbox` and a database of this process's own.
 *
 * `node manage test` says which they are; a test file run alone finds them below the current folder.
 *
 * @throws {MkwebError} `MKWEB_SETTINGS_MISSING`.
 */
export function testSettings(): Promise<Settings> {
  return (loaded ??= load());
}

async function load(): Promise<Settings> {
  return withOwnDatabase(forTests(await projectSettings()));
}

function projectSettings(): Promise<Settings> {
  const here = pathToFileURL(`${process.cwd()}/`);
  const root = findProjectRoot(new URL("tests.ts", here));
  return loadSettings(process.env["MKWEB_SETTINGS_MODULE"] ?? only(root), root);
}

/** The project's URLs, so that a test may ask for an address before anything else. */
async function provideUrls(): Promise<void> {
  let settings: Settings;
  try {
    settings = await projectSettings();
  } catch (error) {
    // Tests of code that belongs to no project.
    if (error instanceof MkwebError && error.code === "MKWEB_SETTINGS_MISSING") return;
    throw error;
  }
  await activateUrlconf(settings);
}

export function forTests(settings: Settings): Settings {
  const ALLOWED_HOSTS = [...settings.ALLOWED_HOSTS, "testserver"];
  const EMAIL_BACKEND = "mkweb/mail/backends/locmem";
  return changeSettings(settings, { DEBUG: false, ALLOWED_HOSTS, EMAIL_BACKEND });
}

function only(root: URL): string {
  const found = globSync("*/settings.ts", { cwd: root });
  if (found.length === 1 && found[0] !== undefined) return found[0].replaceAll("\\", "/");
  throw new MkwebError("MKWEB_SETTINGS_MISSING", "It is not clear which settings the tests use.", {
    hint: "Run the tests with `node manage test`, or set MKWEB_SETTINGS_MODULE.",
  });
}
