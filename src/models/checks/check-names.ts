import type { CheckMessage } from "../../conf/index.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { constraintsOf, indexesOf } from "../meta/rules.ts";
import { error } from "./message.ts";

/** Checks names that must be unique in the database: tables, named indexes and constraints. */
export function checkNames(models: readonly ModelInfo[]): readonly CheckMessage[] {
  const own = models.filter(({ proxy, managed }) => !proxy && managed);
  const tables = own.map(({ table, label }) => [table, label] as const);
  const indexes = own.flatMap((info) =>
    indexesOf(info).flatMap(({ name }) =>
      name === undefined ? [] : [[name, info.label] as const],
    ),
  );
  const constraints = own.flatMap((info) =>
    constraintsOf(info).map(({ name }) => [name, info.label] as const),
  );
  return [
    ...shared(tables).map(([name, labels]) =>
      error(
        name,
        "models.E028",
        `db_table '${name}' is used by multiple models: ${labels.join(", ")}.`,
      ),
    ),
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
  return shared(named).map(([name, labels]): CheckMessage => {
    const models = [...new Set(labels)];
    if (models.length === 1) {
      const message = `${kind} name '${name}' is not unique for model ${models.join("")}.`;
      return { level: "ERROR", id: within, message };
    }
    const message = `${kind} name '${name}' is not unique among models: ${models.join(", ")}.`;
    return { level: "ERROR", id: among, message };
  });
}

/** Returns names used more than once, with the models that use them. */
function shared(named: Named): readonly (readonly [name: string, labels: readonly string[]])[] {
  const byName = new Map<string, string[]>();
  for (const [name, label] of named) byName.set(name, [...(byName.get(name) ?? []), label]);
  return [...byName].filter(([, labels]) => labels.length > 1);
}
