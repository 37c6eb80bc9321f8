import { defineMigration } from "../../migrations/index.ts";

/** Django moved permissions of proxy models here; mkweb never had any to move. */
export default defineMigration({ operations: [] });
