import { register } from "../../../src/admin/index.ts";
import { Item, Shelf } from "./models.ts";

register(Shelf, { searchFields: ["name"], ordering: ["name"] });
register(Item, { autocompleteFields: ["shelf"] });
