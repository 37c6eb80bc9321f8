import { realpathSync } from "node:fs";
import { join, sep } from "node:path";
import { toPath, type Settings } from "../conf/index.ts";
import { mediaUrl } from "../files/index.ts";
import { findStatic } from "./finders.ts";
import { fileHandler, type StaticHandler } from "./handler.ts";
import type { FilePolicy } from "./respond.ts";

export type MediaSettings = Pick<Settings, "BASE_DIR" | "MEDIA_ROOT" | "MEDIA_URL">;

/** What a browser shows and never runs. An SVG is no such image: it may hold scripts. */
const SHOWN = /^(?:image\/(?!svg)|audio\/|video\/|text\/plain$|application\/pdf$)/;

/**
 * For a page that somebody uploaded as one of the site's: no script, no form, no origin. A browser's own viewer of
 * PDF does not open in such a place.
 */
const sandbox =
  "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox";

/** What strangers uploaded is shown if it is harmless, and otherwise saved; it never runs as a page of this site. */
const uploaded: FilePolicy = {
  headers: (_path, type) => ({
    "Cache-Control": "public, max-age=0",
    ...(SHOWN.test(type) ? {} : { "Content-Disposition": "attachment" }),
    ...(type === "application/pdf" ? {} : { "Content-Security-Policy": sandbox }),
  }),
};

/**
 * Serves what is in MEDIA_ROOT, under MEDIA_URL; none unless both are set, and the latter on this host. A link
 * that leads out of the folder is not followed.
 */
export function createMediaHandler(settings: MediaSettings): StaticHandler | undefined {
  const { BASE_DIR, MEDIA_ROOT, MEDIA_URL } = settings;
  if (MEDIA_ROOT === "" || MEDIA_URL === "") return undefined;
  const root = toPath(MEDIA_ROOT, BASE_DIR);
  const find = (path: string): string | undefined =>
    findStatic(path, [root]).find((file) => isWithin(file, root));
  return fileHandler(mediaUrl(settings), find, uploaded);
}

function isWithin(file: string, root: string): boolean {
  try {
    return realpathSync(file).startsWith(join(realpathSync(root), sep));
  } catch {
    // Removed a moment ago.
    return false;
  }
}
