/** Reads statements of the source and the comments before them. */
import { readFileSync } from "node:fs";
import { parse } from "@babel/parser";
import type { Comment, Statement } from "@babel/types";

/** A parsed file of `src/`. */
export interface Source {
  readonly text: string;
  readonly statements: readonly Statement[];
  readonly comments: readonly Comment[];
}

/** @param path Relative to the root of the checkout: `src/conf/settings.ts`. */
export function readSource(path: string): Source {
  const text = readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
  const { program, comments } = parse(text, { sourceType: "module", plugins: ["typescript"] });
  return { text, statements: program.body, comments: comments ?? [] };
}

/** The declaration inside an `export`, if it is one. */
export function declarationOf(statement: Statement): Statement | undefined {
  if (statement.type !== "ExportNamedDeclaration") return statement;
  return statement.declaration ?? undefined;
}

/** The last doc comment before a node, as one paragraph of Markdown; empty if there is none. */
export function docOf(comments: readonly Comment[] | null | undefined): string {
  const doc = comments?.findLast(({ type, value }) => type === "CommentBlock" && value[0] === "*");
  return doc ? paragraph(doc.value) : "";
}

/** The text of a comment, with links relative to `docs/reference/`. */
export function paragraph(comment: string): string {
  return comment
    .replace(/^\*/, "")
    .replace(/\n\s*\*\s*\n[^]*$/, "")
    .replace(/\n\s*\* ?/g, " ")
    .replace(/\{@link (\w+)\}/g, "`$1`")
    .replace(/ ?Source: [^.]*?(?:`[^`]*`)?\.(?= |$)/, "")
    .replace(/docs\/reference\/([\w-]+\.md)/g, "[$1]($1)")
    .replace(/docs\/((?:[\w-]+\/)+([\w-]+\.md))/g, "[$2](../$1)")
    .replace(/\s+/g, " ")
    .trim();
}

/** Code on one line, for a code span. */
export function oneLine(code: string): string {
  return code
    .replace(/\s+/g, " ")
    .replace(/([[{(]) /g, "$1")
    .replace(/,? ([\])])/g, "$1")
    .replace(/,? \}/g, " }")
    .replace(/\{(?=[^\s}"])/g, "{ ")
    .trim();
}

/** A cell of a table. */
export function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
