import type { CommandLoader } from "../../command/index.ts";

/** The commands every project has; each is loaded only when it is called. */
export const commands: Readonly<Record<string, CommandLoader>> = {
  check: () => import("./check.ts"),
  diffsettings: () => import("./diffsettings.ts"),
  runserver: () => import("./runserver.ts"),
  shell: () => import("./shell.ts"),
  showurls: () => import("./showurls.ts"),
  test: () => import("./test.ts"),
};
