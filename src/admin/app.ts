import { defineApp, registerCheck } from "../conf/index.ts";
import { registerUsers } from "./auth/register.ts";
import { autodiscover } from "./site/discover.ts";

registerCheck(async (context) => (await import("./checks/check-admin.ts")).checkAdmin(context), {
  tags: ["admin"],
});

registerCheck(async (context) => (await import("./checks/index-checks.ts")).checkIndexes(context), {
  tags: ["admin"],
  deploy: true,
});

export default defineApp({
  name: "mkweb/admin",
  verboseName: "Administration",
  ready: ({ apps }) => {
    // First, so that a project's admin.ts can replace these classes.
    registerUsers();
    return autodiscover(apps);
  },
});
