import { isDeepStrictEqual } from "node:util";
import type { State } from "../db/index.ts";
import type { Answers } from "./answers.ts";
import { renameModel } from "./model-operations.ts";
import type { Operation } from "./operation.ts";

export interface ModelRenames {
  /** By app. */
  readonly operations: ReadonlyMap<string, readonly Operation[]>;
  /** The old models under their new names. */
  readonly state: State;
}

/** Models that are gone and, with the same fields, there under another name; each is asked about. */
export async function detectModelRenames(
  from: State,
  to: State,
  answers: Answers,
): Promise<ModelRenames> {
  const operations = new Map<string, readonly Operation[]>();
  const refused = new Set<string>();
  let state = from;
  // A model is only the same once those it points to have their new names.
  for (;;) {
    const found = pairs(state, to).find(({ old, label }) => !refused.has(`${old} ${label}`));
    if (!found) return { operations, state };
    const { app, operation, renamed } = found;
    const [oldName = "", name = ""] = operation.args.map(String);
    if (await answers.isModelRename(app, oldName, name)) {
      operations.set(app, [...(operations.get(app) ?? []), operation]);
      state = renamed;
    } else {
      refused.add(`${found.old} ${found.label}`);
    }
  }
}

interface Pair {
  readonly app: string;
  readonly old: string;
  readonly label: string;
  readonly operation: Operation;
  readonly renamed: State;
}

/** Every model that is gone with every new one that has the same fields. */
function pairs(from: State, to: State): readonly Pair[] {
  const fresh = Object.keys(to).filter((label) => !from[label]);
  const gone = Object.keys(from).filter((label) => !to[label]);
  return fresh.flatMap((label) => {
    const [app, name] = partsOf(label);
    return gone.flatMap((old) => {
      const [oldApp, oldName] = partsOf(old);
      if (oldApp !== app) return [];
      const operation = renameModel(oldName, name);
      const renamed = operation.states?.(from, app).at(-1) ?? from;
      const isSame = isDeepStrictEqual(renamed[label]?.fields, to[label]?.fields);
      return isSame ? [{ app, old, label, operation, renamed }] : [];
    });
  });
}

function partsOf(label: string): readonly [app: string, name: string] {
  const dot = label.indexOf(".");
  return [label.slice(0, dot), label.slice(dot + 1)];
}
