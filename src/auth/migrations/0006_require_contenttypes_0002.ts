import { defineMigration } from "../../migrations/index.ts";

/** Only sets the order: content types have no names from here on. */
export default defineMigration({
  dependencies: [["contenttypes", "0002_remove_content_type_name"]],
  operations: [],
});
