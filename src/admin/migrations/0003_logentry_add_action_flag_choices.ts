import { defineMigration } from "../../migrations/index.ts";

/** Django gave the flag its choices here, which the state does not hold. */
export default defineMigration({ operations: [] });
