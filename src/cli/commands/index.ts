import type { CommandLoader } from "../../command/index.ts";

/** The global commands; each is loaded only when it is called. */
export const commands: Readonly<Record<string, CommandLoader>> = {
  startproject: () => import("./startproject.ts"),
  venv: () => import("./venv.ts"),
};
