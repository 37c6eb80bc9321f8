import { commandsPage } from "./commands.ts";
import { errorsPage } from "./errors.ts";
import { importsPage } from "./imports.ts";
import { settingsPage } from "./settings.ts";

/** The generated pages of `docs/reference/`, by file name. */
export async function referencePages(): Promise<Readonly<Record<string, string>>> {
  return {
    "commands.md": await commandsPage(),
    "errors.md": errorsPage(),
    "imports.md": importsPage(),
    "settings.md": settingsPage(),
  };
}
