import { defineApp, registerCheck } from "../conf/index.ts";

registerCheck(async (context) => (await import("./check-settings.ts")).checkHealth(context), {
  tags: ["health"],
});

export default defineApp({ name: "mkweb/health", label: "health", verboseName: "Health" });
