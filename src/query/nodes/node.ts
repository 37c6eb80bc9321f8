/** Plain data of a node's structure: names and switches, never a user's values. */
export type NodeOptions = Readonly<Record<string, unknown>>;

/**
 * A node's structure as text, with its length in front, so that no name can imitate structure. What the node
 * holds besides, values among it, follows in the key of the query.
 */
export function headOf(kind: string, name: string, count: number, options?: NodeOptions): string {
  const text = `${kind}\n${name}\n${count}${options ? `\n${JSON.stringify(options)}` : ""}`;
  return `${text.length}:${text}`;
}
