import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import { completeSettings, type Settings } from "../../src/conf/index.ts";

/** Settings of a project in a folder of its own. */
export async function mailSettings(
  t: TestContext,
  given: Readonly<Record<string, unknown>> = {},
): Promise<Settings> {
  const folder = await mkdtemp(join(tmpdir(), "mkweb-mail-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return completeSettings({
    BASE_DIR: pathToFileURL(`${folder}/`),
    SECRET_KEY: "a secret of the tests",
    EMAIL_BACKEND: "mkweb/mail/backends/locmem",
    ...given,
  });
}
