import { defineMigration } from "../../migrations/index.ts";

/** Django moved the permissions of proxy models here; mkweb has no such models. */
export default defineMigration({ operations: [] });
