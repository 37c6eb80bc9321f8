import { BigIntType, DecimalType, EntitySchema } from "@mikro-orm/core";
import type { App, Settings } from "../../conf/index.ts";
import type { Connection } from "../../connections/index.ts";
import { remember } from "../definitions.ts";
import type { ModelInstance } from "../instance.ts";
import { createModelClass, type Model } from "../model.ts";
import type { Models } from "../models.ts";
import { createOrm } from "../orm/open.ts";
import {
  PositiveBigIntegerType,
  PositiveIntegerType,
  PositiveSmallIntegerType,
} from "../orm/positive-integers.ts";
import type { FieldState, State } from "../../schema/index.ts";

/** An object of a model of the past, whose fields the compiler does not know. */
export type HistoricalInstance = ModelInstance & {
  [field: string]: unknown;
};

/** The models at one point of the migrations. */
export interface HistoricalModels extends Models {
  /** A model by its label: `polls.Question`. */
  readonly model: (label: string) => Model<HistoricalInstance>;
}

/** The models of a state, on a connection, with the verbs of any model. */
export async function openHistory(
  settings: Settings,
  connection: Connection,
  state: State,
): Promise<HistoricalModels> {
  const schemas = schemasOf(state);
  const classes = new Map<string, Model<HistoricalInstance>>();
  for (const [label, schema] of Object.entries(schemas)) {
    const model = createModelClass<HistoricalInstance>(schema.meta.className, schema);
    schema.setClass(model as never);
    remember(model, schema);
    classes.set(label, model);
  }
  const orm = await createOrm(connection, Object.values(schemas));
  return {
    settings,
    connection,
    apps: [] satisfies readonly { app: App }[],
    orm: async () => orm,
    model(label) {
      const model = classes.get(label);
      if (model) return model;
      throw new RangeError(`There is no model ${label} at this point of the migrations.`);
    },
  };
}

function schemasOf(state: State): Readonly<Record<string, EntitySchema>> {
  const schemas: Record<string, EntitySchema> = {};
  for (const label of state.keys()) {
    const model = state.get(label);
    if (!model) continue;
    const properties = Object.fromEntries(
      Object.entries(model.fields).map(([name, field]) => [name, propertyOf(field, schemas)]),
    );
    schemas[label] = new EntitySchema({
      name: label.split(".").at(-1),
      tableName: model.table,
      properties,
    } as never);
  }
  return schemas;
}

function propertyOf(
  { type, kind, to = "", column, ...rest }: FieldState,
  schemas: Readonly<Record<string, EntitySchema>>,
): object {
  const named = column === undefined ? {} : { fieldName: column };
  if (kind) {
    const index = kind === "m:1" ? { index: true } : {};
    const owner = kind === "1:1" ? { owner: true } : {};
    return { kind, entity: () => schemas[to], ...index, ...owner, ...rest, ...named };
  }
  return { ...typeOf(type), ...rest, ...named };
}

function typeOf(type: string | undefined): object {
  if (type === "enum") return { enum: true };
  if (type === "bigint") return { type: new BigIntType("number") };
  if (type === "decimal") return { type: new DecimalType("string") };
  if (type === "positiveInteger") return { type: PositiveIntegerType };
  if (type === "positiveSmallInteger") return { type: PositiveSmallIntegerType };
  if (type === "positiveBigInteger") return { type: PositiveBigIntegerType };
  return { type };
}
