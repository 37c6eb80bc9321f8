import { blueprintInvalid, type Manifest, type Tree } from "../scaffold/index.ts";
import { ownManifest } from "./own-manifest.ts";
import { leavesOut, type RenderOptions } from "./render-rules.ts";
import { MANIFEST, openSource, type SourceContext, type SourceRecord } from "./source.ts";

/** The user's own template, not rendered yet. */
export interface OwnTemplate {
  /** The source as typed, without a password, for messages. */
  readonly shown: string;
  readonly record: SourceRecord;
  /** Its manifest; without one it is a template in Django's style, consisting only of files. */
  readonly manifest: Manifest | undefined;
  /** Its files under their original names; with a manifest, those below `files/`. */
  readonly files: Tree;
  /** All files, including the manifest. */
  readonly all: Tree;
}

const FILES = "files/";

/**
 * Fetches and reads a template.
 *
 * @param typed Value of `--template`.
 * @throws {MkwebError} `MKWEB_TEMPLATE_NOT_FOUND`, `MKWEB_TEMPLATE_REFUSED`, `MKWEB_BLUEPRINT_INVALID`.
 */
export async function openTemplate(
  typed: string,
  options: RenderOptions,
  context: SourceContext,
): Promise<OwnTemplate> {
  const { files, shown, record } = await openSource(typed, leavesOut(options), context);
  const manifest = ownManifest(files, shown);
  if (!manifest) return { shown, record, manifest, files, all: files };
  const below = [...files]
    .filter(([path]) => path.startsWith(FILES))
    .map(([path, file]) => [path.slice(FILES.length), file] as const);
  if (below.length === 0) {
    throw blueprintInvalid(shown, `there is a ${MANIFEST}, but no file in ${FILES}`);
  }
  return { shown, record, manifest, files: new Map(below), all: files };
}
