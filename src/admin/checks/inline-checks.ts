/** Checks inline forms. Source: Django, `InlineModelAdminChecks` in `contrib/admin/checks.py`. */
import type { CheckMessage } from "../../conf/index.ts";
import { foreignKeysTo, type FieldInfo } from "../../models/index.ts";
import type { InlineModelAdmin } from "../options/inline-model-admin.ts";
import type { ModelAdmin } from "../options/model-admin.ts";
import { checkForms } from "./form-checks.ts";
import { sayOf } from "./named.ts";

export function checkInlines(admin: ModelAdmin): readonly CheckMessage[] {
  return admin.inlines.flatMap((Inline) => {
    const inline = new Inline(admin.model, admin.adminSite);
    return [...checkForeignKey(inline), ...checkForms(inline)];
  });
}

function checkForeignKey(inline: InlineModelAdmin): readonly CheckMessage[] {
  const say = sayOf(inline);
  const { opts, parentOpts, fkName } = inline;
  const all = foreignKeysTo(parentOpts).filter(({ model }) => model.concrete === opts.concrete);
  if (all.length === 0 && isGeneric(inline)) return [];
  if (fkName !== undefined) {
    if (all.some(({ name }) => name === fkName)) return checkExcluded(inline, fkName);
    return [
      say("E202", `'${opts.label}' has no foreign key '${fkName}' to '${parentOpts.label}'.`),
    ];
  }
  const [first] = all;
  if (!first) return [say("E202", `'${opts.label}' has no foreign key to '${parentOpts.label}'.`)];
  if (all.length > 1) return [severalKeys(inline, all)];
  return checkExcluded(inline, first.name);
}

function severalKeys(inline: InlineModelAdmin, all: readonly FieldInfo[]): CheckMessage {
  const { opts, parentOpts } = inline;
  const what = `'${opts.label}' has more than one foreign key to '${parentOpts.label}'.`;
  const names = all.map(({ name }) => `'${name}'`).join(", ");
  return sayOf(inline)("E202", `${what} You must specify a 'fkName' attribute: one of ${names}.`);
}

/** Without the foreign key the objects have no parent. */
function checkExcluded(inline: InlineModelAdmin, key: string): readonly CheckMessage[] {
  if (!inline.exclude?.includes(key)) return [];
  const what = `Cannot exclude the field '${key}', because it is the foreign key to the parent model`;
  return [sayOf(inline)("E201", `${what} '${inline.parentOpts.label}'.`)];
}

/** A multi-table child is joined by its key, which leads to the parent's own parent. */
function isGeneric({ opts }: InlineModelAdmin): boolean {
  return Object.values(opts.declaration.fields).some(
    ({ declaration }) => declaration.kind === "genericForeignKey",
  );
}
