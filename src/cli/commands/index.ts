import type { CommandLoader } from "../../command/index.ts";

/** The global commands; each is loaded only when called. */
export const commands = {
  completion: () => import("./completion.ts"),
  deploy: () => import("./deploy.ts"),
  docs: () => import("./docs.ts"),
  startapp: () => import("./startapp.ts"),
  startproject: () => import("./startproject.ts"),
  template: () => import("./template.ts"),
  undo: () => import("./undo.ts"),
  update: () => import("./update.ts"),
  venv: () => import("./venv.ts"),
} as const satisfies Readonly<Record<string, CommandLoader>>;
