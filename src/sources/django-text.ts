import { MkwebError } from "../errors.ts";
import { NOTHING_WRITTEN, type TextRules, type Values } from "../scaffold/index.ts";
import { bounded } from "./bounded.ts";
import { MOST_BYTES } from "./limits.ts";

/** Time limits in milliseconds: for rendering one text, rendering all texts, and matching one pattern. */
const LONGEST_RENDER_MS = 5000;
const LONGEST_RENDERS_MS = 60_000;
const LONGEST_MATCH_MS = 1000;

/**
 * Django's template language for texts of the user's own template: no escaping, missing variables print
 * nothing, and no other file or code can be reached.
 */
export async function djangoTextRules(): Promise<TextRules> {
  const { Engine, MemoryLoader, templateDebugOf } = await import("./language.ts");
  let left = LONGEST_RENDERS_MS;
  const engine = new Engine({ loaders: [new MemoryLoader({})], autoescape: false });
  return {
    render(source, values, name) {
      if (!/\{[{%#]/.test(source)) return source;
      try {
        const start = performance.now();
        const limit = Math.max(1, Math.min(LONGEST_RENDER_MS, left));
        const render = (): string => engine.fromString(source).renderSync(values);
        const text = bounded(Math.ceil(limit), () => tooLong(name), render);
        left -= performance.now() - start;
        if (text.length > MOST_BYTES)
          throw new Error(`it becomes larger than ${MOST_BYTES / 1e6} MB`);
        return text;
      } catch (error) {
        if (error instanceof MkwebError) throw error;
        throw failed(name, templateDebugOf(error)?.line, error);
      }
    },
    matches: (pattern, value) =>
      bounded(
        LONGEST_MATCH_MS,
        () => failed(`the pattern ${pattern}`, undefined, "matching it takes too long"),
        () => new RegExp(pattern, "u").test(value),
      ),
  };
}

function tooLong(name: string): MkwebError {
  return failed(name, undefined, `it takes longer than ${LONGEST_RENDER_MS / 1000} s`);
}

function failed(name: string, line: number | undefined, why: unknown): MkwebError {
  const reason = why instanceof Error ? why.message : String(why);
  return new MkwebError(
    "MKWEB_TEMPLATE_FAILED",
    `${name}${line === undefined ? "" : `, line ${line}`}: ${reason.replace(/\.$/, "")}. ${NOTHING_WRITTEN}`,
    { hint: "Correct the template, then run the command again.", cause: why },
  );
}

/** Renders bytes as text. @throws {MkwebError} `MKWEB_TEMPLATE_FAILED`, also for bytes that are not UTF-8. */
export function renderBytes(
  bytes: Uint8Array,
  values: Values,
  name: string,
  { render }: TextRules,
): Uint8Array {
  let source: string;
  try {
    source = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw failed(name, undefined, "it is to be rendered but is not UTF-8");
  }
  return Buffer.from(render(source, values, name));
}
