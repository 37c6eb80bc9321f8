/** A project's storages, with a MEDIA_ROOT of one test's own. */
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import { completeSettings, type PartialSettings, type Settings } from "../../src/conf/index.ts";
import { closeStorages, openStorages } from "../../src/files/index.ts";

export interface Media {
  readonly root: string;
  readonly settings: Settings;
  /** Every path below the root, sorted. */
  readonly paths: () => Promise<readonly string[]>;
}

export async function openMedia(t: TestContext, more: PartialSettings = {}): Promise<Media> {
  const folder = await mkdtemp(join(tmpdir(), "mkweb-media-"));
  t.after(async () => {
    closeStorages();
    await rm(folder, { recursive: true });
  });
  const root = join(folder, "media");
  const settings = completeSettings({
    BASE_DIR: pathToFileURL(`${folder}/`),
    SECRET_KEY: "k",
    MEDIA_ROOT: "media",
    MEDIA_URL: "media/",
    ...more,
  });
  await openStorages(settings);
  const paths = async (): Promise<readonly string[]> =>
    (await readdir(root, { recursive: true }).catch(() => [])).toSorted((a, b) => (a < b ? -1 : 1));
  return { root, settings, paths };
}
