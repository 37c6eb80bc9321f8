/** Rebuilds what earlier blueprints wrote: the merge base for projects whose records only contain hashes. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { restyle, type CodeStyle } from "../../edits/index.ts";
import { hashOf, readTree, renderTree, type Blueprint } from "../../scaffold/index.ts";
import { packageRoot } from "../files.ts";
import { packageName } from "../startproject/project-package.ts";
import type { Made } from "./made.ts";

const styles: readonly CodeStyle[] = [
  { quote: '"', semicolons: true },
  { quote: "'", semicolons: true },
  { quote: '"', semicolons: false },
  { quote: "'", semicolons: false },
];

/** Finds the original text of a file by its hash. */
export type Prove = (path: string, sha256: string) => Uint8Array | undefined;

/**
 * Renders every earlier version of each file with the recorded answers. Accepts only text with the recorded
 * hash, so nothing is guessed.
 *
 * @returns A function from a path relative to the project's folder to its text; `undefined` for a version
 *   never released, or a template of the user's own.
 */
export function earlierFiles(made: Made): Prove {
  const { kind, folder, record } = made;
  let known: ReadonlyMap<string, Uint8Array> | undefined;
  const render = (): ReadonlyMap<string, Uint8Array> => {
    const texts = kind === "project" ? earlierPackages(made) : [];
    const files: Uint8Array[] = texts.map((text) => Buffer.from(text));
    for (const blueprint of earlierBlueprints(kind)) {
      for (const [path, { bytes }] of renderTree(blueprint, { ...defaults, ...record.answers })) {
        files.push(...(path.endsWith(".ts") ? restyled(bytes) : [bytes]));
      }
    }
    return new Map(files.map((bytes) => [hashOf(bytes), bytes]));
  };
  return (path, sha256) => {
    if (record.source !== null || !path.startsWith(folder)) return undefined;
    known ??= render();
    return known.get(sha256);
  };
}

/** Defaults for variables that early blueprints did not ask for; secrets are never merged. */
const defaults = { package_manager: "npm", database: "sqlite", secret_key: "", mounted: "true" };

function restyled(bytes: Uint8Array): readonly Uint8Array[] {
  const text = Buffer.from(bytes).toString("utf8");
  return styles.map((style) => Buffer.from(restyle(text, style)));
}

const manifest = { describe: "", variables: {}, next: [], modes: {}, render: [] };

/** One blueprint per version, each with only the files that the next version changed. */
function earlierBlueprints(kind: Made["kind"]): readonly Blueprint[] {
  const folder = new URL(`blueprints/earlier/${kind}/`, packageRoot);
  return readdirSync(folder)
    .sort()
    .map((name) => ({
      name: `earlier/${kind}/${name}`,
      manifest,
      files: readTree(fileURLToPath(new URL(`${name}/`, folder))),
    }));
}

interface EarlierVersions {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

/** Every package.json that a project could start with. */
function earlierPackages({ name, record, bases }: Made): readonly string[] {
  const file = new URL("blueprints/earlier/versions/package.json", packageRoot);
  const versions: EarlierVersions = JSON.parse(readFileSync(file, "utf8"));
  const brought = [...bases.keys()].find((path) => /^vendor\/mkweb-[^/]*\.tgz$/.test(path));
  const mkweb = brought === undefined ? "^0.1.0" : `file:${brought}`;
  const peers = record.answers["database"] === "postgresql" ? versions.peerDependencies : {};
  const either = [true, false];
  return either.flatMap((ownNode) =>
    either.flatMap((isVersioned) =>
      [versions.dependencies, {}].map((libraries) => {
        const manifest = {
          name: packageName(name),
          ...(isVersioned && { version: "0.0.0" }),
          private: true,
          type: "module",
          scripts: {
            start: isVersioned ? `node ${name}/server.ts` : "node manage runserver",
            check: "tsc && node manage check",
            test: "node manage test",
          },
          dependencies: { ...libraries, mkweb, ...peers },
          ...(ownNode && { optionalDependencies: versions.optionalDependencies }),
          devDependencies: versions.devDependencies,
          ...(!ownNode && { engines: { node: ">=22.18" } }),
        };
        return `${JSON.stringify(manifest, undefined, 2)}\n`;
      }),
    ),
  );
}
