import { defineApp, registerCheck } from "../conf/index.ts";

registerCheck(async (context) => (await import("./check.ts")).checkToolbar(context), {
  tags: ["debug_toolbar"],
});

export default defineApp({
  name: "mkweb/debug-toolbar",
  label: "debug_toolbar",
  verboseName: "Debug Toolbar",
});
