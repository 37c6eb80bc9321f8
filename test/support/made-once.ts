/** What takes long to make and several test files start from. */
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { setTimeout as wait } from "node:timers/promises";

/** As long as the slowest of them may take. */
const LONGEST_MS = 180_000;

/**
 * A folder that is made by the first of a run's test files to ask for it, in the folder that scripts/test.ts names in
 * MKWEB_TEST_SHARED; a file that runs alone makes its own. Nobody may change what is in it.
 *
 * @param make Gets an empty folder, which is renamed when it is done.
 */
export async function madeOnce(
  name: string,
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = join(process.env["MKWEB_TEST_SHARED"] ?? (await ownFolder()), name);
  const making = `${folder}-in-the-making`;
  const end = Date.now() + LONGEST_MS;
  while (!existsSync(folder)) {
    if (Date.now() > end) throw new Error(`${making} was never done`);
    if (!(await begins(making))) {
      await wait(50);
      continue;
    }
    try {
      // Another may have ended between the two looks.
      if (existsSync(folder)) break;
      await make(making);
      await rename(making, folder);
    } finally {
      await rm(making, { recursive: true, force: true });
    }
  }
  return folder;
}

let own: string | undefined;
after(async () => {
  if (own !== undefined) await rm(own, { recursive: true, force: true, maxRetries: 5 });
});

async function ownFolder(): Promise<string> {
  own ??= await mkdtemp(join(tmpdir(), "mkweb-made-once-"));
  return own;
}

/** Whether this process is to make it: one alone can make the folder. */
async function begins(making: string): Promise<boolean> {
  try {
    await mkdir(making);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}
