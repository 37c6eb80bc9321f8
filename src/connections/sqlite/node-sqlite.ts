type NodeSqlite = typeof import("node:sqlite");

let loaded: NodeSqlite | undefined;

/**
 * Node's own SQLite. Node 22 announces it as experimental when it is first loaded; that one warning is
 * left out, every other comes through.
 */
export function loadNodeSqlite(): NodeSqlite {
  return (loaded ??= withoutAnnouncement(() => process.getBuiltinModule("node:sqlite")));
}

function withoutAnnouncement<T>(load: () => T): T {
  const descriptor = Object.getOwnPropertyDescriptor(process, "emitWarning") ?? {};
  const emit = process.emitWarning.bind(process);
  process.emitWarning = (warning: string | Error, ...rest: readonly unknown[]) => {
    if (rest[0] === "ExperimentalWarning" && String(warning).startsWith("SQLite ")) return;
    Reflect.apply(emit, process, [warning, ...rest]);
  };
  try {
    return load();
  } finally {
    Object.defineProperty(process, "emitWarning", descriptor);
  }
}
