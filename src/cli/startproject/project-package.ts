import { readFileSync } from "node:fs";
import { packageRoot } from "../files.ts";
import type { Database } from "./answers.ts";

export interface Versions {
  /** What a project adds for what it is asked to use. */
  readonly peerDependencies: Readonly<Record<"pg", string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

/** What a new project's package.json depends on besides mkweb. */
export function readVersions(): Versions {
  const file = new URL("blueprints/versions/package.json", packageRoot);
  const data: Versions = JSON.parse(readFileSync(file, "utf8"));
  return data;
}

export interface PackageRequest {
  readonly projectName: string;
  /** Where mkweb comes from: a version range or a `file:` specifier. */
  readonly mkweb: string;
  /** Whether the project brings a Node of its own, because the user's is too old. */
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
    // Yarn 1 passes over a workspace's package that has none.
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

/** A name npm allows: `Été` becomes `ete`, and a name without one Latin letter `project`. */
export function packageName(projectName: string): string {
  const plain = projectName.normalize("NFKD").toLowerCase();
  return plain.replace(/[^a-z0-9_]/g, "").replace(/^_+/, "") || "project";
}
