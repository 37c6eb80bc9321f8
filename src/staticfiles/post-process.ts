import { readFileSync } from "node:fs";
import { referencesIn, rewrite } from "./references.ts";

/** The result for a collected file. */
export interface PostProcessed {
  readonly name: string;
  /** Its name with the hash; missing after an error. */
  readonly hashedName?: string;
  /** `false`: the file already existed. */
  readonly processed: boolean;
  /** Why there is no hashed name. */
  readonly error?: Error;
  /** How to fix it, if that is not obvious. */
  readonly hint?: string;
}

/** What the passes need from a storage. */
interface Target {
  readonly passes: number;
  /** Whether imports of JavaScript modules are references. */
  readonly jsModules: boolean;
  hashedName(name: string, content: Uint8Array): string;
  /** The new URL of a reference in a file, or `undefined`. @throws {Error} It refers to a missing file. */
  convert(url: string, from: string): string | undefined;
  exists(name: string): Promise<boolean>;
  /** Removes a file, if it exists. */
  remove(name: string): Promise<void>;
  write(name: string, content: Uint8Array): Promise<void>;
}

interface Step extends PostProcessed {
  /** Whether the name changed, so that files that refer to it must be processed again. */
  readonly changed: boolean;
}

/**
 * Django's passes over the collected files: copies each to its hashed name, deepest folders first. Files with
 * references are rewritten, until no name changes.
 *
 * @param files Locations of the files, by their names in the storage.
 * @param hashed Receives the hashed names; complete at the end.
 */
export async function* postProcess(
  files: ReadonlyMap<string, string>,
  hashed: Map<string, string>,
  target: Target,
): AsyncGenerator<PostProcessed> {
  const adjustable = new Map([...files].filter(([name]) => referencesIn(name, false).length > 0));
  const done = new Map<string, PostProcessed>();
  for await (const { changed: _, ...step } of onePass(files, hashed, target)) {
    if (adjustable.has(step.name) && !step.error) done.set(step.name, step);
    else yield step;
  }
  let changed: string[] = [];
  for (let pass = 0; pass < target.passes; pass++) {
    changed = [];
    for await (const { changed: isChanged, ...step } of onePass(adjustable, hashed, target)) {
      if (step.error) yield step;
      done.set(step.name, step);
      if (isChanged) changed.push(step.name);
    }
    if (changed.length === 0) break;
  }
  if (changed.length > 0) {
    const name = changed.sort().join(", ");
    const error = new Error("Max post-process passes exceeded.");
    const hint =
      "These files refer to each other in a cycle, or through too many others: remove a reference, or raise maxPostProcessPasses.";
    yield { name, processed: false, error, hint };
  }
  yield* done.values();
}

async function* onePass(
  files: ReadonlyMap<string, string>,
  hashed: Map<string, string>,
  target: Target,
): AsyncGenerator<Step> {
  const level = (name: string): number => name.split("/").length;
  for (const [name, file] of [...files].sort(([a], [b]) => level(b) - level(a))) {
    const content = readFileSync(file);
    const before = hashed.get(name) ?? target.hashedName(name, content);
    const references = referencesIn(name, target.jsModules);
    if (references.length === 0) {
      const processed = !(await target.exists(before));
      if (processed) await target.write(before, content);
      hashed.set(name, before);
      yield { name, hashedName: before, processed, changed: true };
      continue;
    }
    try {
      let text = decodeUtf8(content);
      for (const reference of references) {
        text = rewrite(text, reference, (url) => target.convert(url, name));
      }
      const written = Buffer.from(text);
      // Written by the previous pass, or by an earlier collection.
      await target.remove(before);
      const hashedName = target.hashedName(name, written);
      await target.write(hashedName, written);
      hashed.set(name, hashedName);
      yield { name, hashedName, processed: true, changed: hashedName !== before };
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      yield { name, processed: false, error, changed: true };
    }
  }
}

function decodeUtf8(content: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content);
  } catch (cause) {
    throw new Error("The file is not UTF-8.", { cause });
  }
}
