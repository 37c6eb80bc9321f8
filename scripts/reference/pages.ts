import { commandsPage } from "./commands.ts";
import { errorsPage } from "./errors.ts";
import { importsPage } from "./imports.ts";
import { settingsPage } from "./settings.ts";

/** The pages of `docs/reference/` that are made, by the names of their files. */
export async function referencePages(): Promise<Readonly<Record<string, string>>> {
  return {
    "commands.md": await commandsPage(),
    "errors.md": errorsPage(),
    "imports.md": importsPage(),
    "settings.md": settingsPage(),
  };
}
