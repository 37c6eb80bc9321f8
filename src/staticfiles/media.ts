import { realpathSync } from "node:fs";
import { join, sep } from "node:path";
import { toPath, type Settings } from "../conf/index.ts";
import { mediaUrl } from "../files/index.ts";
import { findStatic } from "./finders.ts";
import { fileHandler, type StaticHandler } from "./handler.ts";

export type MediaSettings = Pick<Settings, "BASE_DIR" | "MEDIA_ROOT" | "MEDIA_URL">;

/**
 * Serves what is in MEDIA_ROOT, under MEDIA_URL; none unless both are set, and the latter on this host. A link
 * that leads out of the folder is not followed.
 */
export function createMediaHandler(settings: MediaSettings): StaticHandler | undefined {
  const { BASE_DIR, MEDIA_ROOT, MEDIA_URL } = settings;
  if (MEDIA_ROOT === "" || MEDIA_URL === "") return undefined;
  const root = toPath(MEDIA_ROOT, BASE_DIR);
  return fileHandler(mediaUrl(settings), (path) =>
    findStatic(path, [root]).find((file) => isWithin(file, root)),
  );
}

function isWithin(file: string, root: string): boolean {
  try {
    return realpathSync(file).startsWith(join(realpathSync(root), sep));
  } catch {
    // Removed a moment ago.
    return false;
  }
}
