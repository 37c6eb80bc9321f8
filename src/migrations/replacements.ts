import type { AppliedMigration } from "./graph.ts";

/** Keys of the migrations that one replaces. */
export function replacedBy({ replaces = [] }: AppliedMigration): readonly string[] {
  return replaces.map((each) => each.join("."));
}

/**
 * Chooses the migrations to use: a replacing one if all or none of the replaced ones are applied, otherwise
 * those.
 *
 * Source: Django, `MigrationLoader.build_graph`.
 */
export function withReplacements(
  migrations: readonly AppliedMigration[],
  applied: ReadonlySet<string>,
): readonly AppliedMigration[] {
  if (!migrations.some(({ replaces }) => replaces)) return migrations;
  const left = new Map(migrations.map((each) => [each.key, each]));
  const renamed = new Map<string, string>();
  for (const squashed of migrations) {
    const replaced = replacedBy(squashed);
    const last = replaced.at(-1);
    if (last === undefined) continue;
    const count = replaced.filter((key) => applied.has(key)).length;
    const isUsed = count === 0 || count === replaced.length;
    if (isUsed) {
      for (const key of replaced) {
        left.delete(key);
        renamed.set(key, squashed.key);
      }
    } else {
      left.delete(squashed.key);
      renamed.set(squashed.key, last);
    }
  }
  return Array.from(left.values(), (each) => ({
    ...each,
    after: [...new Set(each.after.map((key) => finalName(key, renamed)))].filter(
      (key) => key !== each.key,
    ),
  }));
}

/** A squashed migration may have been squashed again. */
function finalName(key: string, renamed: ReadonlyMap<string, string>): string {
  const seen = new Set<string>();
  let name = key;
  for (
    let next = renamed.get(name);
    next !== undefined && !seen.has(next);
    next = renamed.get(name)
  ) {
    seen.add(next);
    name = next;
  }
  return name;
}
