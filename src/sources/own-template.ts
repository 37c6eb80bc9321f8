import { blueprintInvalid, type Manifest, type Tree } from "../scaffold/index.ts";
import { ownManifest } from "./own-manifest.ts";
import { leavesOut, type RenderOptions } from "./render-rules.ts";
import { MANIFEST, openSource, type SourceContext, type SourceRecord } from "./source.ts";

/** A template of one's own, not rendered yet. */
export interface OwnTemplate {
  /** For messages: what was typed, without a password. */
  readonly shown: string;
  readonly record: SourceRecord;
  /** What it asks for and says; without one it is a template of Django's kind, all of it files. */
  readonly manifest: Manifest | undefined;
  /** Its files under the names they have there; of one with a manifest, those below `files/`. */
  readonly files: Tree;
  /** All that was found, the manifest among it. */
  readonly all: Tree;
}

const FILES = "files/";

/**
 * Fetches and reads a template.
 *
 * @param typed What stands after `--template`.
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
