import { loadUrlconf } from "../../server/index.ts";
import { describeRoutes } from "../../urls/index.ts";
import { defineCommand } from "../define.ts";

export default defineCommand({
  describe: "Lists all URL patterns in matching order, with their views and names.",
  examples: ["listurls"],
  async run(_values, { out, project }) {
    const { resolver } = await loadUrlconf(await project.settings());
    const rows = describeRoutes(resolver.urlPatterns).map(({ route, view, viewName = "" }) => [
      route,
      view || "(anonymous)",
      viewName,
    ]);
    out.facts({
      urls: rows.map(([route, view, name = ""]) => ({
        route,
        view,
        name: name === "" ? null : name,
      })),
    });
    const widths = [0, 1].map((at) => Math.max(0, ...rows.map((row) => row[at]?.length ?? 0)));
    for (const row of rows) {
      out.data(
        row
          .map((cell, at) => cell.padEnd(widths[at] ?? 0))
          .join("  ")
          .trimEnd(),
      );
    }
    if (rows.length === 0) out.note("There are no URL patterns yet.");
  },
});
