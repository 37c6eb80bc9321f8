/** The package's own files, wherever it runs from: source, dist or an installed copy. */
export const packageRoot = new URL("../../", import.meta.url);

/** The folder of one blueprint. */
export function blueprintFolder(name: "app" | "project"): URL {
  return new URL(`blueprints/${name}/`, packageRoot);
}
