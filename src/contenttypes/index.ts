/** `mkweb/contenttypes`: one row per model of the project, for tables that refer to any model. */
export { ContentType } from "./models.ts";
