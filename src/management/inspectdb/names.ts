/** Names that a field cannot have: a model's methods, and JavaScript's own. */
const taken = new Set(["constructor", "delete", "refreshFromDb", "save", "toJSON", "toString"]);

/** The class name for `auth_user_groups`: `AuthUserGroups`, as in Django's inspectdb. */
export function classNameOf(table: string): string {
  const words = table.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  const name = words.map((word) => capital(word)).join("");
  return /^[A-Za-z]/.test(name) ? name : `Model${name}`;
}

/** Unique class names for tables. */
export function classNames(tables: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const used = new Set(["Buffer", "Date"]);
  for (const table of tables) names.set(table, unused(classNameOf(table), used));
  return names;
}

/** Unique field names for one table's columns: `pub_date` becomes `pubDate`. */
export class FieldNames {
  readonly #used = new Set(taken);

  /** @param column For a relation, without `_id`. */
  take(column: string): string {
    const [first = "", ...others] = column.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
    const name = [first.replace(/^[A-Z]+/, (found) => found.toLowerCase()), ...others.map(capital)];
    const joined = name.join("");
    return unused(/^[A-Za-z]/.test(joined) ? joined : `field${joined}`, this.#used);
  }
}

function unused(name: string, used: Set<string>): string {
  let found = name;
  for (let count = 2; used.has(found); count += 1) found = `${name}${count}`;
  used.add(found);
  return found;
}

function capital(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}
