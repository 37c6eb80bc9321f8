import { fileURLToPath } from "node:url";

/** The folder of the templates that come with forms; the same from the source and from what the build joins. */
export const builtInTemplates: string = fileURLToPath(
  new URL("../forms/templates", import.meta.url),
);
