import { defineMigration } from "../../migrations/index.ts";

/** Only an order: names of content types are gone from here on. */
export default defineMigration({
  dependencies: [["contenttypes", "0002_remove_content_type_name"]],
  operations: [],
});
