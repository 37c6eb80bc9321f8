import type { HttpResponseBase } from "../http/index.ts";

/** Adds to `Vary` the names of request headers that decided about a response, each once. */
export function patchVaryHeaders(response: HttpResponseBase, names: readonly string[]): void {
  const listed = (response.headers.get("Vary") ?? "")
    .split(/\s*,\s*/)
    .filter((name) => name !== "");
  const known = new Set(listed.map((name) => name.toLowerCase()));
  const all = [...listed, ...names.filter((name) => !known.has(name.toLowerCase()))];
  response.headers.set("Vary", all.includes("*") ? "*" : all.join(", "));
}
