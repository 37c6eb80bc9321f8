import { defineMigration } from "../../migrations/index.ts";

/** Django changed the field's messages here; the table is the same. */
export default defineMigration({ operations: [] });
