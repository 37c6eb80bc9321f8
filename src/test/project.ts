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

// A file that Node's test runner runs in its own process, rather than a script that only imports this.
if (process.env["NODE_TEST_CONTEXT"] !== undefined) {
  await prepareTests();
  startEachTestAfresh();
}

/** Connects the project's models to the test database, if `node manage test` created one, and sets up its URLs. */
export async function prepareTests(): Promise<void> {
  if (process.env[TEST_DATABASE] !== undefined) await setUpTestModels(await testSettings());
  await provideUrls();
}

/**
 * Returns the settings for tests: the project's, with DEBUG off, the host `testserver` allowed, mail kept in
 * `outbox` and a separate database.
 *
 * `node manage test` tells which settings to use; a test file run alone finds them below the current folder.
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

/** Sets up the project's URLs, so that a test may call `reverse()` first. */
async function provideUrls(): Promise<void> {
  let settings: Settings;
  try {
    settings = await projectSettings();
  } catch (error) {
    // Tests of code without a project.
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
  throw new MkwebError("MKWEB_SETTINGS_MISSING", "Cannot tell which settings the tests use.", {
    hint: "Run the tests with `node manage test`, or set MKWEB_SETTINGS_MODULE.",
  });
}
