/**
 * `mkweb/staticfiles/backends/manifest`: static files under names with a hash of their content. OPTIONS are those of
 * a folder and of {@link ManifestStaticFilesStorage}.
 */
import type { Settings } from "../../conf/index.ts";
import { checkFolderOptions } from "../../files/index.ts";
import { ManifestStaticFilesStorage } from "../manifest-storage.ts";

export { ManifestStaticFilesStorage, type ManifestOptions } from "../manifest-storage.ts";

const known = {
  manifestName: ["string"],
  manifestStrict: ["boolean"],
  maxPostProcessPasses: ["number"],
  supportJsModuleImportAggregation: ["boolean"],
};

/** @throws {ImproperlyConfigured} An option that there is not, or of the wrong kind. */
export default function openManifestStorage(
  options: Readonly<Record<string, unknown>>,
  settings: Settings,
): ManifestStaticFilesStorage {
  checkFolderOptions(options, known);
  return new ManifestStaticFilesStorage(options, settings);
}
