import { defineCommand, type CommandContext } from "../../../command/index.ts";
import type { Project } from "../../../conf/index.ts";
import { openSessionStore } from "../../middleware.ts";

export default defineCommand({
  describe: "Removes sessions that have ended; run it daily. Caches and signed cookies need none.",
  examples: ["clearsessions"],
  async run(_values, { out, project }: CommandContext<Project>) {
    const settings = await project.settings();
    const store = await openSessionStore(settings, Date.now);
    await store.clearExpired();
    out.facts({ engine: settings.SESSION_ENGINE });
  },
});
