/** Explains files that cannot be parsed as TypeScript, and missing exports. */
import type { Explanation } from "./explain.ts";
import { pathOf, shownFile } from "./place.ts";

export function explainSyntaxMistake(error: Error, from: string): Explanation | undefined {
  if (error.name !== "SyntaxError" && !(error instanceof SyntaxError)) return undefined;
  const [, file, line, frame = ""] =
    /^(file:\/\/.+?|\/.+?):(\d+)\n([^]*?)\n*(?:SyntaxError|$)/.exec(error.stack ?? "") ?? [];
  if (file === undefined || file.includes("/node_modules/")) return undefined;
  const place = `${shownFile(file, from)}, line ${line}`;
  const lines = frame.trimEnd();
  const exported = /^The requested module '(.+)' does not provide an export named '(.+)'/.exec(
    error.message,
  );
  if (exported) {
    const [, module = "", name = ""] = exported;
    return {
      code: "MKWEB_SYNTAX",
      message: `${place}: "${module}" exports nothing named ${name}.`,
      lines,
      file: pathOf(file),
      hint: `Correct the name in one of the two files. If ${name} is a type, import it with \`import type\`: types are gone when Node runs the file.`,
    };
  }
  const code: unknown = Reflect.get(error, "code");
  const unsupported = code === "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX";
  return {
    code: "MKWEB_SYNTAX",
    message: unsupported
      ? `${place}: Node runs TypeScript by removing its types, and this part would need to be compiled. ${sentence(error.message)}`
      : `${place} cannot be read as TypeScript (SyntaxError). ${sentence(error.message)}`,
    lines,
    file: pathOf(file),
    hint: unsupported
      ? 'Write it in plain JavaScript: a constant object `as const` for an enum, `import` for a namespace, fields for parameters of a constructor. "erasableSyntaxOnly" in tsconfig.json finds such places.'
      : "Check that line and the end of the line before for a missing or extra bracket, quote or comma.",
  };
}

function sentence(text: string): string {
  const line = (text.split("\n", 1)[0] ?? "").trim();
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
