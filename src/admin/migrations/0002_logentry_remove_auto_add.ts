import { defineMigration } from "../../migrations/index.ts";

/** Django moved the time from the field's options to its default here; the state holds neither. */
export default defineMigration({ operations: [] });
