import { readFileSync } from "node:fs";

/** The package's folder, whether it runs from source, dist or an installed copy. */
export const packageRoot = new URL("../../", import.meta.url);

/** The folder of one blueprint. */
export function blueprintFolder(name: "app" | "deploy" | "project" | "resource"): URL {
  return new URL(`blueprints/${name}/`, packageRoot);
}

/** The version of this mkweb. */
export function packageVersion(): string {
  const data: { readonly version: string } = JSON.parse(
    readFileSync(new URL("package.json", packageRoot), "utf8"),
  );
  return data.version;
}
