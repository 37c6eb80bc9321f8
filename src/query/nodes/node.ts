/** Data of a node's structure: names and switches, never a user's values. */
export type NodeOptions = Readonly<Record<string, unknown>>;

/**
 * A node's structure as text, with its length first, so that no name can imitate structure. The node's
 * contents, including values, follow in the query's key.
 */
export function headOf(kind: string, name: string, count: number, options?: NodeOptions): string {
  const text = `${kind}\n${name}\n${count}${options ? `\n${JSON.stringify(options)}` : ""}`;
  return `${text.length}:${text}`;
}
