type NodeSqlite = typeof import("node:sqlite");

let loaded: NodeSqlite | undefined;

/**
 * Loads Node's SQLite module, hiding the warning of Node 22 that it is experimental. Other warnings pass through.
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
