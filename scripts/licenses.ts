/** Collects the licences of bundled packages, which must be distributed with their code. */
import { readFileSync, readdirSync } from "node:fs";
import { resolve } from "node:path";

/** Packages whose files include others, which no bundler can detect. */
const builtIn: Readonly<Record<string, readonly string[]>> = {
  "@dagrejs/dagre": ["@dagrejs/graphlib"],
};

/** @param inputs Paths of bundled files, relative to `folder`. */
export function licenses(inputs: readonly string[], folder: string): string {
  const packages = new Set(
    inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []),
  );
  for (const [name, others] of Object.entries(builtIn)) {
    const path = [...packages].find((each) => each.endsWith(`node_modules/${name}`));
    if (path === undefined) continue;
    const beside = path.slice(0, -name.length);
    for (const other of others) packages.add(beside + other);
  }
  const texts = [...packages].sort().map((path) => describePackage(resolve(folder, path)));
  return `The files in this folder contain these packages:\n\n${texts.join("\n")}`;
}

function describePackage(path: string): string {
  const manifest: unknown = JSON.parse(readFileSync(`${path}/package.json`, "utf8"));
  const file = readdirSync(path).find((name) => /^(licen[cs]e|copying)/i.test(name));
  if (file === undefined) throw new Error(`${path} ships no licence text`);
  if (!isManifest(manifest)) throw new Error(`${path} has no name, version and license`);
  const { name, version, license } = manifest;
  const rule = "-".repeat(72);
  return `${rule}\n${name} ${version} (${license})\n\n${readFileSync(`${path}/${file}`, "utf8").trim()}\n`;
}

function isManifest(value: unknown): value is Record<"name" | "version" | "license", string> {
  return (
    typeof value === "object" &&
    value !== null &&
    ["name", "version", "license"].every(
      (key) => typeof Object.getOwnPropertyDescriptor(value, key)?.value === "string",
    )
  );
}
