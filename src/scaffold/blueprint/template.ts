import { Script } from "node:vm";
import ejs from "ejs";
import { MkwebError } from "../../errors.ts";
import { NOTHING_WRITTEN } from "../failures.ts";

/** Values for templates. */
export type Values = Readonly<Record<string, unknown>>;

/**
 * Renders one EJS template without escaping, as it produces code, not HTML. An unknown name is an error, and
 * so is a value other than a text, number or boolean. Only for trusted templates: EJS runs the code in them.
 *
 * @param name Names the template in errors.
 * @throws {MkwebError} `MKWEB_TEMPLATE_FAILED` with the template's name and the line.
 */
export function renderTemplate(source: string, values: Values, name: string): string {
  if (!source.includes("<%")) return source;
  const template = new ejs.Template(source, {
    filename: name,
    strict: true,
    destructuredLocals: Object.keys(values),
    escape: printable,
  });
  let render: (values: Values) => unknown;
  try {
    render = template.compile();
  } catch (error) {
    throw templateFailed(name, syntaxErrorLine(source, template.source), firstLine(error), error);
  }
  try {
    return String(render(values));
  } catch (error) {
    const { line, message } = placeOf(error);
    throw templateFailed(name, line, message, error);
  }
}

function printable(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw new Error(`the value is ${value === null ? "null" : typeof value}`);
}

function templateFailed(name: string, line: number, message: string, cause: unknown): MkwebError {
  return new MkwebError(
    "MKWEB_TEMPLATE_FAILED",
    `${name}, line ${line}: ${message}. ${NOTHING_WRITTEN}`,
    { hint: "Correct the template, then run the command again.", cause },
  );
}

/** EJS puts `name:line`, the surrounding lines and an empty line before the message. */
function placeOf(error: unknown): { line: number; message: string } {
  const text = error instanceof Error ? error.message : String(error);
  const line = Number(/^[^\n]*:(\d+)\n/.exec(text)?.[1] ?? 1);
  const gap = text.indexOf("\n\n");
  return { line, message: text.slice(gap === -1 ? 0 : gap + 2).trim() };
}

/** EJS adds advice and the file's name to a syntax error. */
function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split("\n", 1)[0] ?? "")
    .replace(/( in .*)? while compiling ejs$/, "")
    .replace(/\.$/, "");
}

/**
 * EJS does not report the line of a syntax error. Either a tag was not closed, or the generated JavaScript
 * (empty in the first case) does not compile; that JavaScript contains the template's line numbers.
 */
function syntaxErrorLine(source: string, compiled: string): number {
  if (compiled === "" || !/return __output/.test(compiled))
    return lineOf(source, unclosedTag(source));
  try {
    // Only compiled, never run: the error's stack starts with "file:line".
    void new Script(`(function(locals, escapeFn, include, rethrow) {\n${compiled}\n})`, {
      filename: "template",
    });
  } catch (error) {
    const at = error instanceof Error ? /^template:(\d+)/.exec(error.stack ?? "") : undefined;
    const before = compiled.split("\n").slice(0, Number(at?.[1] ?? 2) - 1);
    const noted = before.toReversed().find((line) => /^ {4}; __line = \d+$/.test(line));
    return Number(noted?.slice("    ; __line = ".length) ?? 1);
  }
  return 1;
}

/** The start of the first tag that is not closed before the next. */
function unclosedTag(source: string): number {
  let open: number | undefined;
  for (const tag of source.matchAll(/<%%|%%>|<%|%>/g)) {
    if (tag[0] === "%>") open = undefined;
    else if (tag[0] === "<%" && open === undefined) open = tag.index;
    else if (tag[0] === "<%") break;
  }
  return open ?? 0;
}

function lineOf(source: string, position: number): number {
  return source.slice(0, position).split("\n").length;
}
