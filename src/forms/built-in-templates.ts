import { fileURLToPath } from "node:url";

/** The folder of the built-in templates, found from the sources and from the bundle. */
export const builtInTemplates: string = fileURLToPath(
  new URL("../forms/templates", import.meta.url),
);
