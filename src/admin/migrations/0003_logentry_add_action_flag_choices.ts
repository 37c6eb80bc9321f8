import { defineMigration } from "../../migrations/index.ts";

/** Django added choices to the flag here, which the state does not contain. */
export default defineMigration({ operations: [] });
