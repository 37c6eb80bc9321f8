/** Checks the options of forms. Source: Django, `BaseModelAdminChecks` in `contrib/admin/checks.py`. */
import type { CheckMessage } from "../../conf/index.ts";
import type { BaseModelAdmin } from "../options/base-model-admin.ts";
import { ModelAdmin } from "../options/model-admin.ts";
import { shownOf } from "../shown.ts";
import { at, endOf, fieldOf, isManyToMany, nameOf, notAField, repeated, sayOf } from "./named.ts";

type Messages = readonly CheckMessage[];

export function checkForms(admin: BaseModelAdmin): Messages {
  return [
    ...checkRelations(admin),
    ...checkLayout(admin),
    ...checkExclude(admin),
    ...checkFilters(admin),
    ...checkRadio(admin),
    ...checkPrepopulated(admin),
    ...checkOrdering(admin),
    ...checkReadonly(admin),
  ];
}

function checkRelations(admin: BaseModelAdmin): Messages {
  const say = sayOf(admin);
  const raw = admin.rawIdFields.flatMap((name, index) => {
    const option = at("rawIdFields", index);
    const field = fieldOf(admin.opts, name);
    if (!field) return [notAField(say, "E002", option, name, admin.opts)];
    return field.related
      ? []
      : [say("E003", `The value of '${option}' must be a foreign key or a many-to-many field.`)];
  });
  const searched = admin.autocompleteFields.flatMap((name, index) =>
    checkAutocomplete(admin, name, at("autocompleteFields", index)),
  );
  return [...searched, ...raw];
}

function checkAutocomplete(admin: BaseModelAdmin, name: string, option: string): Messages {
  const say = sayOf(admin);
  const field = fieldOf(admin.opts, name);
  if (!field) return [notAField(say, "E037", option, name, admin.opts)];
  const { related } = field;
  if (!related) {
    return [say("E038", `The value of '${option}' must be a foreign key or a many-to-many field.`)];
  }
  const other = admin.adminSite.findModelAdmin(related.model);
  if (!other) {
    const what = `An admin for model "${related.name}" has to be registered to be referenced by`;
    return [say("E039", `${what} ${nameOf(admin)}.autocompleteFields.`)];
  }
  if (
    other.searchFields.length > 0 ||
    other.getSearchFields !== ModelAdmin.prototype.getSearchFields
  )
    return [];
  const why = `because it's referenced by ${nameOf(admin)}.autocompleteFields.`;
  return [say("E040", `${nameOf(other)} must define "searchFields", ${why}`)];
}

function checkLayout(admin: BaseModelAdmin): Messages {
  const { fields, fieldsets } = admin;
  const say = sayOf(admin);
  if (fields && fieldsets) return [say("E005", "Both 'fieldsets' and 'fields' are specified.")];
  if (fields && repeated(fields.flat())) {
    return [say("E006", "The value of 'fields' contains duplicate field(s).")];
  }
  const own = (fields ?? []).flat().flatMap((name) => checkThrough(admin, name, "fields", "E013"));
  const laid = (fieldsets ?? []).flatMap(([, options], index) => {
    const option = `fieldsets[${index}][1]["fields"]`;
    const names = options.fields.flat();
    if (repeated(names)) {
      return [say("E012", `There are duplicate field(s) in 'fieldsets[${index}][1]'.`)];
    }
    return names.flatMap((name) => checkThrough(admin, name, option, "E013"));
  });
  const all = (fieldsets ?? []).flatMap(([, options]) => options.fields.flat());
  const twice =
    laid.length === 0 && repeated(all)
      ? [say("E012", "There are duplicate field(s) in 'fieldsets'.")]
      : [];
  return [...own, ...laid, ...twice];
}

/** Forms do not write rows of a project's own through model. */
function checkThrough(admin: BaseModelAdmin, name: string, option: string, id: string): Messages {
  const field = admin.readonlyFields.includes(name) ? undefined : fieldOf(admin.opts, name);
  if (!field || !isManyToMany(field) || field.isAutomatic) return [];
  return [
    sayOf(admin)(
      id,
      `The value of '${option}' cannot include the many-to-many field '${name}', because that field manually specifies a relationship model.`,
    ),
  ];
}

function checkExclude(admin: BaseModelAdmin): Messages {
  return repeated(admin.exclude ?? [])
    ? [sayOf(admin)("E015", "The value of 'exclude' contains duplicate field(s).")]
    : [];
}

function checkFilters(admin: BaseModelAdmin): Messages {
  const say = sayOf(admin);
  return (["filterVertical", "filterHorizontal"] as const).flatMap((list) =>
    admin[list].flatMap((name, index) => {
      const option = at(list, index);
      const field = fieldOf(admin.opts, name);
      if (!field) return [notAField(say, "E019", option, name, admin.opts)];
      if (!isManyToMany(field)) {
        return [say("E020", `The value of '${option}' must be a many-to-many field.`)];
      }
      return checkThrough(admin, name, option, "E013");
    }),
  );
}

function checkRadio(admin: BaseModelAdmin): Messages {
  const say = sayOf(admin);
  return Object.keys(admin.radioFields).flatMap((name) => {
    const field = fieldOf(admin.opts, name);
    if (!field) return [notAField(say, "E022", "radioFields", name, admin.opts)];
    const { choices } = field.declaration;
    if (choices?.length || (field.related && !isManyToMany(field))) return [];
    const what = `The value of 'radioFields' refers to '${name}', which is not a foreign key, and`;
    return [say("E023", `${what} does not have a 'choices' definition.`)];
  });
}

const notTyped: ReadonlySet<string> = new Set(["datetime", "foreignKey", "oneToOne", "manyToMany"]);

function checkPrepopulated(admin: BaseModelAdmin): Messages {
  const say = sayOf(admin);
  return Object.entries(admin.prepopulatedFields).flatMap(([name, sources]) => {
    const field = fieldOf(admin.opts, name);
    if (!field) return [notAField(say, "E027", "prepopulatedFields", name, admin.opts)];
    if (notTyped.has(field.declaration.kind)) {
      const kinds = "a datetime, a foreign key, a one-to-one relation, or a many-to-many relation";
      const what = `The value of 'prepopulatedFields' refers to '${name}', which must not be`;
      return [say("E028", `${what} ${kinds}.`)];
    }
    return sources.flatMap((source, index) =>
      fieldOf(admin.opts, source)
        ? []
        : [notAField(say, "E030", `prepopulatedFields["${name}"][${index}]`, source, admin.opts)],
    );
  });
}

function checkOrdering(admin: BaseModelAdmin): Messages {
  const say = sayOf(admin);
  const { ordering = [] } = admin;
  if (ordering.includes("?") && ordering.length > 1) {
    return [
      say(
        "E032",
        "The value of 'ordering' has the random ordering marker '?', but contains other fields as well.",
      ),
    ];
  }
  return ordering.flatMap((each, index) => {
    if (typeof each !== "string" || each === "?") return [];
    const name = each.replace(/^-/, "");
    const isThere = endOf(admin.opts, name) ?? admin.opts.attributes.get(name);
    return isThere ? [] : [notAField(say, "E033", at("ordering", index), name, admin.opts)];
  });
}

function checkReadonly(admin: BaseModelAdmin): Messages {
  return admin.readonlyFields.flatMap((name, index) => {
    if (isShown(admin, name)) return [];
    const what = `The value of '${at("readonlyFields", index)}' refers to '${name}', which is not one of`;
    return [
      sayOf(admin)(
        "E035",
        `${what} 'displays' of '${nameOf(admin)}', or an attribute of '${admin.opts.label}'.`,
      ),
    ];
  });
}

/** Whether a name can be a column or a read-only value. */
export function isShown(admin: BaseModelAdmin, name: string): boolean {
  const { opts } = admin;
  const [first = name] = name.split(".");
  if (name === "__str__" || fieldOf(opts, name) || opts.attributes.has(name)) return true;
  if (name.includes(".")) return endOf(opts, name) !== undefined || first in opts.model.prototype;
  if (Object.hasOwn(admin.displays, name)) return isDescribed(admin, name);
  return name in opts.model.prototype;
}

function isDescribed(admin: BaseModelAdmin, name: string): boolean {
  try {
    return shownOf(admin, name).read !== undefined;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}
