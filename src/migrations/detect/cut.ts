import { MkwebError } from "../../errors.ts";
import { labelParts, type ModelState } from "../../schema/index.ts";
import type { Operation } from "../operations/operation.ts";
import { createWithout, letGo } from "./relations-apart.ts";
import type { Models } from "./renamed-models.ts";
import { targetsOf, targetsOfField } from "./targets.ts";

/** The changes of one app. */
export interface AppChanges {
  readonly app: string;
  readonly operations: readonly Operation[];
}

/** Operations of one app for one migration. */
export interface Cut extends AppChanges {
  /** Cuts of other apps that must be applied before. */
  readonly after: ReadonlySet<Cut>;
}

/**
 * Cuts the changes of several apps into migrations, ordered so that each needs only earlier ones. Each app
 * gets one migration if possible. If new models of two apps refer to each other, one app creates its models
 * first and adds the relations in a second migration.
 *
 * Source: Django, `MigrationAutodetector._build_migration_list`.
 *
 * @param before The models before the changes.
 * @throws {MkwebError} `MKWEB_MIGRATION_INVALID`: no such order exists.
 *
 * @example
 * const operations = [removeField("Choice", "votes")];
 * const [cut] = cutIntoMigrations([{ app: "polls", operations }], applyOperations(graph.order));
 * assert.deepEqual(cut?.operations, operations);
 */
export function cutIntoMigrations(changes: readonly AppChanges[], before: Models): readonly Cut[] {
  const cutting = new Cutting(changes, before);
  while (cutting.isUnderWay) {
    const isOn = cutting.takeWholeApp() || cutting.takeBeginning();
    if (!isOn && !cutting.putOffRelations() && !cutting.letGoFirst()) throw cutting.inACircle();
  }
  return cutting.cuts;
}

/** The operations of an app, of which the first `taken` are already cut. */
interface Strip {
  readonly app: string;
  readonly operations: Operation[];
  taken: number;
}

class Cutting {
  readonly cuts: Cut[] = [];
  readonly #cutOf = new Map<Operation, Cut>();
  readonly #before: Models;
  readonly #strips: readonly Strip[];
  readonly #open: Set<Strip>;

  constructor(changes: readonly AppChanges[], before: Models) {
    this.#before = before;
    this.#strips = changes.map(({ app, operations }) => ({
      app,
      operations: [...operations],
      taken: 0,
    }));
    this.#open = new Set(this.#strips);
  }

  get isUnderWay(): boolean {
    return this.#open.size > 0;
  }

  /** Cuts all operations of an app that needs nothing still to come. */
  takeWholeApp(): boolean {
    for (const strip of this.#open) {
      if (this.#ready(strip) === strip.operations.length) return this.#take(strip);
    }
    return false;
  }

  /** Cuts the first operations of an app, up to one that needs something still to come. */
  takeBeginning(): boolean {
    for (const strip of this.#open) {
      if (this.#ready(strip) > strip.taken) return this.#take(strip, this.#ready(strip));
    }
    return false;
  }

  /** Splits a new model: relations to models still to come are added later. */
  putOffRelations(): boolean {
    for (const { app, operations, taken } of this.#open) {
      const next = operations[taken];
      const model = next && createdBy(next, app);
      if (!model) continue;
      const isLate = (label: string): boolean => {
        const maker = this.#maker(label, app);
        return maker !== undefined && !this.#cutOf.has(maker);
      };
      const late = Object.entries(model.fields).filter(([, field]) =>
        targetsOfField(field).some(isLate),
      );
      if (late.length === 0) continue;
      const fields = late.map(([field]) => field);
      const { create, complete } = createWithout(nameOf(next), model, fields);
      operations.splice(taken, 1, create);
      operations.push(...complete);
      return true;
    }
    return false;
  }

  /** Makes deleted models drop their relations to other apps' models first. */
  letGoFirst(): boolean {
    let isAny = false;
    for (const { app, operations, taken } of this.#open) {
      for (const deleted of operations.slice(taken).filter(({ name }) => name === "deleteModel")) {
        const model = nameOf(deleted);
        const state = this.#before.get(`${app}.${model}`);
        for (const [field, { to }] of Object.entries(state?.fields ?? {})) {
          const isHeld = to !== undefined && appOf(to) !== app;
          if (!state || !isHeld || this.#lettingGo(app, model, field) !== deleted) continue;
          operations.splice(taken, 0, ...letGo(model, state, field));
          isAny = true;
        }
      }
    }
    return isAny;
  }

  inACircle(): MkwebError {
    const apps = Array.from(this.#open, ({ app }) => app).join(", ");
    const message = `The changes of these apps need each other in a circle: ${apps}. Nothing was written.`;
    return new MkwebError("MKWEB_MIGRATION_INVALID", message, {
      hint: "Change the models in two steps, and run `node manage makemigrations` after each.",
    });
  }

  #take(strip: Strip, end = strip.operations.length): true {
    const { app } = strip;
    const operations = strip.operations.slice(strip.taken, end);
    const needed = operations.flatMap((operation) => this.#neededBy(operation, app));
    const after = new Set(
      needed.map((each) => this.#cutOf.get(each)).filter((each) => each !== undefined),
    );
    const cut = { app, operations, after };
    this.cuts.push(cut);
    for (const operation of operations) this.#cutOf.set(operation, cut);
    strip.taken = end;
    if (end === strip.operations.length) this.#open.delete(strip);
    return true;
  }

  /** The index up to which an app's operations need nothing still to come. */
  #ready({ app, operations, taken }: Strip): number {
    const isReady = (operation: Operation): boolean =>
      this.#neededBy(operation, app).every((each) => this.#cutOf.has(each));
    const stop = operations.findIndex((operation, at) => at >= taken && !isReady(operation));
    return stop === -1 ? operations.length : stop;
  }

  /** The operations of other apps that must come before this one. */
  #neededBy(operation: Operation, app: string): readonly Operation[] {
    const makers = targetsOf(operation).map((label) => this.#maker(label, app));
    const lettingGo =
      operation.name === "deleteModel"
        ? this.#pointingTo(`${app}.${nameOf(operation)}`).map(([label, field]) =>
            appOf(label) === app ? undefined : this.#lettingGo(appOf(label), modelOf(label), field),
          )
        : [];
    return [...makers, ...lettingGo].filter((each) => each !== undefined);
  }

  /** The operation that creates a model of another app. */
  #maker(label: string, app: string): Operation | undefined {
    if (appOf(label) === app) return undefined;
    const model = modelOf(label);
    return this.#operationsOf(appOf(label)).find(
      ({ name, args }) =>
        (name === "createModel" && args[0] === model) ||
        (name === "renameModel" && args[1] === model),
    );
  }

  /** The first operation that removes a model's relation; for a renamed model, all its operations. */
  #lettingGo(app: string, model: string, field: string): Operation | undefined {
    const operations = this.#operationsOf(app);
    const found = operations.find(
      ({ name, args }) =>
        args[0] === model &&
        (name === "deleteModel" ||
          ((name === "removeField" || name === "alterField") && args[1] === field)),
    );
    return found ?? operations.at(-1);
  }

  #pointingTo(label: string): readonly (readonly [label: string, field: string])[] {
    return Array.from(this.#before).flatMap(([other, { fields }]) =>
      Object.keys(fields)
        .filter((field) => fields[field]?.to === label)
        .map((field) => [other, field] as const),
    );
  }

  #operationsOf(app: string): readonly Operation[] {
    return this.#strips.find((strip) => strip.app === app)?.operations ?? [];
  }
}

/** The model that an operation creates. */
function createdBy(operation: Operation, app: string): ModelState | undefined {
  if (operation.name !== "createModel") return undefined;
  return operation.change?.(new Map(), app).delta.get(`${app}.${nameOf(operation)}`);
}

function nameOf({ args }: Operation): string {
  return String(args[0]);
}

function appOf(label: string): string {
  return labelParts(label)[0];
}

function modelOf(label: string): string {
  return labelParts(label)[1];
}
