import { isDeepStrictEqual } from "node:util";
import { isPacked } from "./brought.ts";
import type { FileUpdate } from "./file-update.ts";

const lists = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"];

/** Whether an update changes the installed packages. */
export function dependenciesMoved(files: readonly FileUpdate[]): boolean {
  return files.some(({ path, kind, ours, bytes }) => {
    if (!bytes || kind === "removed") return false;
    if (isPacked(path)) return true;
    return path === "package.json" && !isDeepStrictEqual(listsOf(ours), listsOf(bytes));
  });
}

function listsOf(bytes: Uint8Array | undefined): unknown {
  try {
    const data: Readonly<Record<string, unknown>> = JSON.parse(
      Buffer.from(bytes ?? "{}").toString("utf8"),
    );
    return lists.map((name) => data[name] ?? {});
  } catch {
    return undefined;
  }
}
