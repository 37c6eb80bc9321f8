import { loadUrlconf } from "../../server/index.ts";
import { URLPattern, type UrlEntry } from "../../urls/index.ts";
import { defineCommand } from "../define.ts";

interface Row {
  readonly route: string;
  readonly view: string;
  readonly name: string;
}

export default defineCommand({
  describe: "Lists every URL pattern, in the order they are tried, with its view and its name.",
  async run(_values, { out, project }) {
    const { resolver } = await loadUrlconf(await project.settings());
    const rows = rowsOf(resolver.urlPatterns, "/", "");
    const width = (key: keyof Row): number => Math.max(0, ...rows.map((row) => row[key].length));
    for (const { route, view, name } of rows) {
      out.data(`${route.padEnd(width("route"))}  ${view.padEnd(width("view"))}  ${name}`.trimEnd());
    }
    if (rows.length === 0) out.note("There are no URL patterns yet.");
  },
});

function rowsOf(entries: readonly UrlEntry[], prefix: string, namespace: string): readonly Row[] {
  return entries.flatMap((entry) => {
    const route = prefix + entry.pattern.text.replace(/^\^/, "");
    if (!(entry instanceof URLPattern)) {
      const inner = entry.namespace === undefined ? "" : `${entry.namespace}:`;
      return rowsOf(entry.urlPatterns, route, namespace + inner);
    }
    const name = entry.name === undefined ? "" : namespace + entry.name;
    return [{ route, view: entry.callback.name || "(anonymous)", name }];
  });
}
