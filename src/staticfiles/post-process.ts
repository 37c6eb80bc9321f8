import { readFileSync } from "node:fs";
import { referencesIn, rewrite } from "./references.ts";

/** What became of a collected file. */
export interface PostProcessed {
  readonly name: string;
  /** Its name with the hash; absent when something was wrong. */
  readonly hashedName?: string;
  /** `false`: such a file was there already. */
  readonly processed: boolean;
  /** Why there is no hashed name. */
  readonly error?: Error;
  /** What to do about it, if that is not plain. */
  readonly hint?: string;
}

/** What the passes need of a storage. */
interface Target {
  readonly passes: number;
  /** Whether the imports of JavaScript modules are references. */
  readonly jsModules: boolean;
  hashedName(name: string, content: Uint8Array): string;
  /** The new URL of a reference in a file, or `undefined`. @throws {Error} It leads to no file. */
  convert(url: string, from: string): string | undefined;
  exists(name: string): Promise<boolean>;
  /** Removes a file, if it is there. */
  remove(name: string): Promise<void>;
  write(name: string, content: Uint8Array): Promise<void>;
}

interface Step extends PostProcessed {
  /** Whether another name than before was found, so that who refers to the file has to be looked at again. */
  readonly changed: boolean;
}

/**
 * Django's passes over the collected files: each is copied to its name with a hash, the deepest folders first. What
 * refers to others is written with their names, and again until no name changes.
 *
 * @param files Where the files are, by the names they have in the storage.
 * @param hashed Gets the names with hashes; complete at the end.
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
      "These files refer to each other in a circle, or through too many others: take out a reference, or raise maxPostProcessPasses.";
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
      // What the pass before has written, or a collection before this one.
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
