import { realpathSync } from "node:fs";
import { join, sep } from "node:path";
import { toPath, type Settings } from "../conf/index.ts";
import { mediaUrl } from "../files/index.ts";
import { findStatic } from "./finders.ts";
import { fileHandler, type StaticHandler } from "./handler.ts";
import type { FilePolicy } from "./respond.ts";

export type MediaSettings = Pick<Settings, "BASE_DIR" | "MEDIA_ROOT" | "MEDIA_URL">;

/** Types that a browser shows without running anything. SVG is excluded, as it may contain scripts. */
const SHOWN = /^(?:image\/(?!svg)|audio\/|video\/|text\/plain$|application\/pdf$)/;

/**
 * Isolates an uploaded page on the site: no scripts, forms or origin. Browsers do not open their PDF viewer
 * in it.
 */
const sandbox =
  "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox";

/** Uploaded files are shown if they are harmless, and otherwise downloaded; they never run as a page of this site. */
const uploaded: FilePolicy = {
  headers: (_path, type) => ({
    "Cache-Control": "public, max-age=0",
    ...(SHOWN.test(type) ? {} : { "Content-Disposition": "attachment" }),
    ...(type === "application/pdf" ? {} : { "Content-Security-Policy": sandbox }),
  }),
};

/**
 * Serves the files of MEDIA_ROOT below MEDIA_URL; `undefined` unless both are set and MEDIA_URL is on this
 * host. Does not follow links that leave the folder.
 *
 * @example
 * const handler = createMediaHandler(settings);
 * if (handler?.isFor(request) === true) await handler.respond(request);
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
