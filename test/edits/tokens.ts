import { parse } from "@babel/parser";

/** The tokens and the comments of a source file, as texts. */
export function tokensOf(source: string): {
  readonly code: readonly string[];
  readonly comments: readonly string[];
} {
  const { tokens, comments } = parse(source, {
    sourceType: "module",
    plugins: ["typescript"],
    tokens: true,
  });
  const code = (tokens ?? [])
    .filter(({ type }) => typeof type === "object")
    .map(({ start, end }) => source.slice(start, end));
  return { code, comments: (comments ?? []).map(({ value }) => value) };
}
