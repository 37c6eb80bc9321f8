import { defineMigration } from "../../migrations/index.ts";

/** Django moved the time from the field's options to its default here; the state contains neither. */
export default defineMigration({ operations: [] });
