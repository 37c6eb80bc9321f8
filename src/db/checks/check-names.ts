import type { CheckMessage } from "../../conf/index.ts";
import { declaredState } from "../schema/declared-state.ts";
import type { CheckedModel } from "./check-models.ts";

/** Names that only one model of the database may have: tables, named indexes and constraints. */
export function checkNames(models: readonly CheckedModel[]): readonly CheckMessage[] {
  const tables = models.map(({ label, schema }) => [schema.meta.tableName, label] as const);
  const indexes = models.flatMap(({ label, schema }) =>
    (declaredState(schema.meta.class).indexes ?? []).flatMap(({ name }) =>
      name === undefined ? [] : [[name, label] as const],
    ),
  );
  const constraints = models.flatMap(({ label, schema }) =>
    (declaredState(schema.meta.class).constraints ?? []).map(({ name }) => [name, label] as const),
  );
  return [
    ...shared(tables).map(([name, labels]): CheckMessage => ({
      level: "ERROR",
      id: "models.E028",
      message: `db_table '${name}' is used by multiple models: ${labels.join(", ")}.`,
      object: name,
    })),
    ...twice("index", ["models.E029", "models.E030"], indexes),
    ...twice("constraint", ["models.E031", "models.E032"], constraints),
  ];
}

type Named = readonly (readonly [name: string, label: string])[];

function twice(
  kind: string,
  [within, among]: readonly [string, string],
  named: Named,
): readonly CheckMessage[] {
  return shared(named).map(([name, labels]) => {
    const models = [...new Set(labels)];
    const message =
      models.length === 1
        ? `${kind} name '${name}' is not unique for model ${models.join("")}.`
        : `${kind} name '${name}' is not unique among models: ${models.join(", ")}.`;
    return { level: "ERROR", id: models.length === 1 ? within : among, message };
  });
}

/** Names that stand there more than once, with the models that have them. */
function shared(named: Named): readonly (readonly [name: string, labels: readonly string[]])[] {
  const byName = new Map<string, string[]>();
  for (const [name, label] of named) byName.set(name, [...(byName.get(name) ?? []), label]);
  return [...byName].filter(([, labels]) => labels.length > 1);
}
