import { connectionFor, ModelBase, prefetchRelatedObjects } from "../../../../src/models/index.ts";
import { NotOffered } from "../protocol.ts";
import type { Json } from "../../runner/compare.ts";
import { answerQuery } from "./results.ts";
import { shown } from "./show.ts";
import { camel, camelPath } from "./spec.ts";
import type { Given, World } from "./world.ts";

/** What `raise` throws. */
class Stop extends Error {
  override readonly name = "Stop";
}

/** Runs the steps of a case one after another; an error is a step's answer. */
export class Steps {
  readonly #world: World;
  readonly #log: string[] = [];
  readonly #savepoints = new Map<string, string>();

  constructor(world: World) {
    this.#world = world;
  }

  async run(steps: readonly Given[]): Promise<Json[]> {
    const answers: Json[] = [];
    for (const step of steps) answers.push(await this.#caught(step));
    return answers;
  }

  async #caught(step: Given): Promise<Json> {
    try {
      return await this.#step(step);
    } catch (error) {
      return raised(error);
    }
  }

  async #step(step: Given): Promise<Json> {
    const name = kinds.find((each) => each in step);
    if (name === undefined) throw new NotOffered(Object.keys(step).join());
    const { objects } = this.#world;
    const object = (key: string): ModelBase => objects.get(String(step[key])) as ModelBase;
    switch (name) {
      case "query":
        return this.#query(step);
      case "count": {
        const { result, statements } = await connectionFor().capture(() =>
          this.run(step["count"] as readonly Given[]),
        );
        return { queries: countOf(statements), steps: result };
      }
      case "atomic":
        return this.#atomic(step);
      case "raise":
        throw new Stop("raised");
      case "new": {
        const model = this.#world.site.model(this.#world.app, String(step["new"]));
        const made: unknown = Reflect.construct(model, [this.#data(step["fields"])]);
        objects.set(String(step["as"]), made);
        return { done: true };
      }
      case "set":
        for (const [field, value] of Object.entries(this.#data(step["fields"]))) {
          Reflect.set(object("set"), field, value);
        }
        return { done: true };
      case "assign":
        Reflect.set(object("assign"), camel(String(step["attr"])), object("from"));
        return { done: true };
      case "save":
        await methods(object("save")).save(saveOptions(step));
        return { done: true };
      case "delete": {
        const options = step["keep_parents"] === true ? { keepParents: true } : {};
        const [deleted, by] = await methods(object("delete")).delete(options);
        return { deleted, by };
      }
      case "refresh": {
        const fields = step["fields"] as readonly string[] | undefined;
        await methods(object("refresh")).refreshFromDb(fields ? { fields: fields.map(camel) } : {});
        return { done: true };
      }
      case "show":
        return shown(object("show"), step["paths"] as readonly string[]);
      case "same": {
        const [a, b] = (step["same"] as readonly string[]).map(
          (each) => objects.get(each) as ModelBase,
        );
        return { equal: a?.equals(b) ?? false, identical: a === b };
      }
      case "prefetch": {
        const list = (step["prefetch"] as readonly string[]).map(
          (each) => objects.get(each) as object,
        );
        await prefetchRelatedObjects(
          list,
          ...(step["lookups"] as readonly string[]).map(camelPath),
        );
        return { done: true };
      }
      default:
        return this.#transaction(name, String(step[name]));
    }
  }

  async #query(step: Given): Promise<Json> {
    const { result, object, held } = await answerQuery(this.#world, step["query"] as Given);
    const { as } = step;
    if (typeof as === "string") {
      if (held) this.#world.held.set(as, held);
      else this.#world.objects.set(as, object);
    }
    return result;
  }

  async #transaction(name: string, label: string): Promise<Json> {
    const connection = connectionFor();
    switch (name) {
      case "set_rollback":
        connection.setRollback(true);
        break;
      case "savepoint":
        this.#savepoints.set(label, await connection.savepoint());
        break;
      case "savepoint_rollback":
        await connection.savepointRollback(this.#savepoints.get(label) ?? "");
        break;
      case "savepoint_commit":
        await connection.savepointCommit(this.#savepoints.get(label) ?? "");
        break;
      case "on_commit":
        connection.onCommit(() => this.#log.push(label));
        break;
      case "log":
        return { log: [...this.#log] };
      default:
    }
    return { done: true };
  }

  /** An error ends the block and rolls it back; the block swallows it unless it should go on. */
  async #atomic(step: Given): Promise<Json> {
    const answers: Json[] = [];
    const options = {
      ...(step["savepoint"] !== undefined && { savepoint: step["savepoint"] === true }),
      ...(step["durable"] !== undefined && { durable: step["durable"] === true }),
    };
    try {
      await connectionFor().atomic(async () => {
        for (const each of step["atomic"] as readonly Given[]) {
          try {
            answers.push(await this.#step(each));
          } catch (error) {
            answers.push(raised(error));
            if (each["catch"] !== true) throw error;
          }
        }
      }, options);
      return { steps: answers };
    } catch (error) {
      if (step["propagate"] === true) throw error;
      return { steps: answers, ended: raised(error) };
    }
  }

  #data(given: unknown): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(Object(given) as Given).map(([name, each]) => [
        camel(name),
        this.#world.value(each),
      ]),
    );
  }
}

const kinds = [
  "query",
  "count",
  "atomic",
  "raise",
  "new",
  "set",
  "assign",
  "save",
  "delete",
  "refresh",
  "show",
  "same",
  "prefetch",
  "set_rollback",
  "savepoint",
  "savepoint_rollback",
  "savepoint_commit",
  "on_commit",
  "log",
] as const;

function raised(error: unknown): Json {
  if (process.env["CONFORMANCE_TRACE"] !== undefined) console.error(error);
  return { raises: error instanceof Error ? error.name : "Error" };
}

/** SELECT, INSERT, UPDATE and DELETE; what opens and closes transactions does not count. */
export function countOf(statements: readonly string[]): number {
  return statements.filter((sql) => /^\s*(?:declare|select|insert|update|delete|with)\b/i.test(sql))
    .length;
}

interface Methods {
  save(options: object): Promise<unknown>;
  delete(options: object): Promise<readonly [number, Record<string, number>]>;
  refreshFromDb(options: object): Promise<unknown>;
}

function methods(object: unknown): Methods {
  return object as Methods;
}

function saveOptions(step: Given): object {
  const { update_fields: fields, force_insert: insert, force_update: update } = step;
  return {
    ...(Array.isArray(fields) && { updateFields: fields.map((each) => camel(String(each))) }),
    ...(insert === true && { forceInsert: true }),
    ...(update === true && { forceUpdate: true }),
  };
}
