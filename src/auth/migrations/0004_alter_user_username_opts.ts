import { defineMigration } from "../../migrations/index.ts";

/** Django changed the field's messages here; the table stays the same. */
export default defineMigration({ operations: [] });
