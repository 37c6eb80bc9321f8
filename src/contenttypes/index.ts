/** `mkweb/contenttypes`: a row for each model of the project, for tables that point to any of them. */
export { ContentType } from "./models.ts";
