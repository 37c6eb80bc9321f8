/**
 * `mkweb/staticfiles/backends/manifest`: static files under names with a hash of their content. OPTIONS are
 * those of a folder and of {@link ManifestStaticFilesStorage}.
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

/**
 * Opens the storage that STORAGES configures.
 *
 * @throws {ImproperlyConfigured} An unknown option, or one of the wrong type.
 *
 * @example
 * const STORAGES = { staticfiles: { BACKEND: "mkweb/staticfiles/backends/manifest" } };
 */
export default function openManifestStorage(
  options: Readonly<Record<string, unknown>>,
  settings: Settings,
): ManifestStaticFilesStorage {
  checkFolderOptions(options, known);
  return new ManifestStaticFilesStorage(options, settings);
}
