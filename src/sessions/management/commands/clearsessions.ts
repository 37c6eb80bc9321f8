import { defineCommand, type CommandContext } from "../../../command/index.ts";
import type { Project } from "../../../conf/index.ts";
import { openSessionStore } from "../../middleware.ts";

export default defineCommand({
  describe: "Removes sessions that have ended; run it daily. Caches and signed cookies need none.",
  examples: ["clearsessions"],
  async run(_values, { project }: CommandContext<Project>) {
    const store = await openSessionStore(await project.settings(), Date.now);
    await store.clearExpired();
  },
});
