import { defineCommand, type CommandContext } from "../../../command/index.ts";
import type { Project } from "../../../conf/index.ts";
import { findStatic, staticFolders } from "../../finders.ts";

export default defineCommand({
  describe: "Finds the absolute paths for the given static file(s).",
  examples: ["findstatic polls/style.css", "findstatic polls/style.css --first"],
  arguments: {
    staticfile: {
      describe: "Paths as templates name them: polls/style.css.",
      variadic: true,
      missing: "Enter at least one static file.",
    },
  },
  options: {
    first: { type: "boolean", describe: "Only return the first match.", default: false },
  },
  async run({ staticfile, first }, { out, project, verbosity }: CommandContext<Project>) {
    const folders = staticFolders(await project.settings(), await project.apps());
    const files = staticfile.map((path) => {
      const found = findStatic(path, folders);
      return { path, found: first ? found.slice(0, 1) : found };
    });
    out.facts({ files, folders });
    for (const { path, found } of files) {
      out.note(
        found.length > 0 ? `Found '${path}' here:` : `No matching file found for '${path}'.`,
      );
      for (const file of found) {
        out.data(verbosity > 0 ? `  ${file}` : file);
      }
    }
    out.detail(`Looking in the following locations:\n  ${folders.join("\n  ")}`);
  },
});
