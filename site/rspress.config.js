import { readFileSync } from "node:fs";
import { defineConfig } from "@rspress/core";

// Both are made by scripts/docs-site.ts: the pages from docs/, the sidebar from its table of contents.
const sidebar = JSON.parse(readFileSync(new URL("sidebar.json", import.meta.url), "utf8"));

export default defineConfig({
  root: "pages",
  outDir: "out",
  title: "mkweb",
  description:
    "Django for TypeScript: a command line that makes projects, and the thin runtime they import",
  // Dead links and anchors fail the build; the JSON Schemas are files and no pages.
  markdown: { link: { checkDeadLinks: { excludes: (url) => url.startsWith("/docs/json/") } } },
  themeConfig: {
    nav: [
      { text: "Tutorial", link: sidebar.tutorial, activeMatch: "/docs/tutorial/" },
      { text: "Book", link: "/docs/", activeMatch: "/docs/(index|topics|coming-from)" },
      { text: "Reference", link: "/docs/reference/settings", activeMatch: "/docs/reference/" },
    ],
    sidebar: { "/": sidebar.groups },
  },
});
