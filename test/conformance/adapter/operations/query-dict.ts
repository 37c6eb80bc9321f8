import { QueryDict } from "../../../../src/http/index.ts";
import type { Operation } from "../answer.ts";
import { NotOffered, type Step } from "../protocol.ts";

export const queryDictOperations: Readonly<Record<string, Operation>> = {
  "querydict.steps": (_given, doing) => {
    const steps = doing["steps"] as readonly Step[];
    let dict = new QueryDict(String(doing["query"]), { mutable: doing["mutable"] === true });
    const results: unknown[] = [];
    for (const step of steps) {
      if (step.call === "fromkeys") {
        dict = fromKeys(step);
        results.push(null);
      } else results.push(attempt(() => run(dict, step)));
    }
    return { steps: results };
  },
};

function attempt(run: () => unknown): unknown {
  try {
    return run() ?? null;
  } catch (error) {
    return { raises: error instanceof Error ? error.name : "Error" };
  }
}

function fromKeys({ args = [], kwargs = {} }: Step): QueryDict {
  const [keys, value = kwargs["value"] ?? ""] = args;
  return QueryDict.fromkeys(keys as readonly string[], String(value), {
    mutable: kwargs["mutable"] === true,
  });
}

/** Python's brackets refuse a name that is not there; `get` and `delete` are what TypeScript has. */
function demand(dict: QueryDict, key: string): void {
  if (!dict.has(key)) throw new RangeError(`no ${key}`);
}

function run(dict: QueryDict, { call, args = [] }: Step): unknown {
  const key = String(args[0]);
  const value = String(args[1]);
  const list = Array.isArray(args[1]) ? args[1].map(String) : [];
  switch (call) {
    case "getitem":
      demand(dict, key);
      return dict.get(key);
    case "delitem":
      if (dict.mutable) demand(dict, key);
      dict.delete(key);
      return null;
    case "setitem":
      dict.set(key, value);
      return null;
    case "get":
      return dict.get(key, args[1]);
    case "getlist":
      return args.length > 1 ? dict.getlist(key, args[1]) : dict.getlist(key);
    case "contains":
    case "has_key":
      return dict.has(key);
    case "setlist":
      return dict.setlist(key, list);
    case "appendlist":
      return dict.appendlist(key, value);
    case "setdefault":
      return dict.setdefault(key, value);
    case "setlistdefault":
      return dict.setlistdefault(key, list);
    case "update":
      return dict.update(updateOf(args[0]));
    case "pop":
      return dict.pop(key, args[1]);
    case "popitem":
      return dict.popitem();
    case "clear":
      return dict.clear();
    case "items":
      return [...dict.items()];
    case "lists":
      return [...dict.lists()];
    case "keys":
      return [...dict.keys()];
    case "values":
      return [...dict.values()];
    case "len":
      return dict.size;
    case "dict":
      return dict.dict();
    case "urlencode":
      return args.length > 0 ? dict.urlencode(key) : dict.urlencode();
    default:
      throw new NotOffered(call);
  }
}

function updateOf(value: unknown): QueryDict | Readonly<Record<string, string>> {
  if (typeof value === "string") return new QueryDict(value);
  return value as Readonly<Record<string, string>>;
}
