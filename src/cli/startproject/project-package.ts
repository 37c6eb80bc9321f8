import { readFileSync } from "node:fs";
import { packageRoot } from "../files.ts";
import type { Database } from "./answers.ts";

export interface Versions {
  /** Extra dependencies for requested features. */
  readonly peerDependencies: Readonly<Record<"pg", string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

/** The dependencies of a new project's package.json besides mkweb. */
export function readVersions(): Versions {
  const file = new URL("blueprints/versions/package.json", packageRoot);
  const data: Versions = JSON.parse(readFileSync(file, "utf8"));
  return data;
}

export interface PackageRequest {
  readonly projectName: string;
  /** Source of mkweb: a version range or a `file:` specifier. */
  readonly mkweb: string;
  /** Whether the project includes its own Node, because the user's is too old. */
  readonly ownNode: boolean;
  readonly database: Database;
  readonly versions: Versions;
}

/** The project's package.json. */
export function projectPackage(request: PackageRequest): string {
  const { projectName, mkweb, ownNode, database, versions } = request;
  const { pg } = versions.peerDependencies;
  const dependencies = {
    mkweb,
    ...(database === "postgresql" && { pg }),
  };
  const manifest = {
    name: packageName(projectName),
    // Yarn 1 skips workspace packages without a version.
    version: "0.0.0",
    private: true,
    type: "module",
    scripts: {
      start: "node manage serve",
      check: "tsc && node manage check",
      test: "node manage test",
    },
    dependencies,
    ...(ownNode && { optionalDependencies: versions.optionalDependencies }),
    devDependencies: versions.devDependencies,
    ...(!ownNode && { engines: { node: ">=22.18" } }),
  };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

/** Makes a name that npm allows: `Été` becomes `ete`, and a name without Latin letters `project`. */
export function packageName(projectName: string): string {
  const plain = projectName.normalize("NFKD").toLowerCase();
  return plain.replace(/[^a-z0-9_]/g, "").replace(/^_+/, "") || "project";
}
