/** Checks the options of lists. Source: Django, `ModelAdminChecks` in `contrib/admin/checks.py`. */
import type { CheckMessage } from "../../conf/index.ts";
import { ModelAdmin } from "../options/model-admin.ts";
import { isShown } from "./form-checks.ts";
import { at, endOf, fieldOf, isManyToMany, nameOf, notAField, sayOf } from "./named.ts";

type Messages = readonly CheckMessage[];

export function checkList(admin: ModelAdmin): Messages {
  return [
    ...checkDisplay(admin),
    ...checkLinks(admin),
    ...checkListFilter(admin),
    ...checkEditable(admin),
    ...checkSearch(admin),
    ...checkDateHierarchy(admin),
    ...checkActions(admin),
  ];
}

function checkDisplay(admin: ModelAdmin): Messages {
  const say = sayOf(admin);
  return admin.listDisplay.flatMap((name, index) => {
    const option = at("listDisplay", index);
    if (!isShown(admin, name)) {
      const what = `The value of '${option}' refers to '${name}', which is not one of 'displays' of`;
      const model = admin.opts.label;
      return [
        say("E108", `${what} '${nameOf(admin)}', or an attribute, method, or field on '${model}'.`),
      ];
    }
    const field = Object.hasOwn(admin.displays, name) ? undefined : endOf(admin.opts, name);
    const isMany = field && ("fields" in field || isManyToMany(field));
    return isMany
      ? [
          say(
            "E109",
            `The value of '${option}' must not be a many-to-many field or a reverse foreign key.`,
          ),
        ]
      : [];
  });
}

function checkLinks(admin: ModelAdmin): Messages {
  // An overridden method needs a request to return columns.
  if (admin.getListDisplay !== ModelAdmin.prototype.getListDisplay) return [];
  return (admin.listDisplayLinks ?? []).flatMap((name, index) => {
    if (admin.listDisplay.includes(name)) return [];
    const option = at("listDisplayLinks", index);
    const what = `The value of '${option}' refers to '${name}', which is not defined in 'listDisplay'.`;
    return [sayOf(admin)("E111", what)];
  });
}

function checkListFilter(admin: ModelAdmin): Messages {
  return admin.listFilter.flatMap((each, index) => {
    const name =
      typeof each === "string" ? each : Array.isArray(each) ? String(each[0]) : undefined;
    if (name === undefined || endOf(admin.opts, name)) return [];
    const what = `The value of '${at("listFilter", index)}' refers to '${name}', which does not refer to a field.`;
    return [sayOf(admin)("E116", what)];
  });
}

function checkEditable(admin: ModelAdmin): Messages {
  const say = sayOf(admin);
  const { listDisplay, listDisplayLinks: links, opts } = admin;
  return admin.listEditable.flatMap((name, index) => {
    const option = at("listEditable", index);
    const field = fieldOf(opts, name);
    if (!field) return [notAField(say, "E121", option, name, opts)];
    if (!listDisplay.includes(name)) {
      return [
        say(
          "E122",
          `The value of '${option}' refers to '${name}', which is not contained in 'listDisplay'.`,
        ),
      ];
    }
    if (links?.includes(name)) {
      return [
        say(
          "E123",
          `The value of '${name}' cannot be in both 'listEditable' and 'listDisplayLinks'.`,
        ),
      ];
    }
    if (listDisplay[0] === name && (links === undefined || links?.length === 0)) {
      const what = `The value of '${option}' refers to the first field in 'listDisplay' ('${name}'),`;
      return [say("E124", `${what} which cannot be used unless 'listDisplayLinks' is set.`)];
    }
    return field.declaration.editable === false || field.declaration.primary === true
      ? [
          say(
            "E125",
            `The value of '${option}' refers to '${name}', which is not editable through the admin.`,
          ),
        ]
      : [];
  });
}

function checkSearch(admin: ModelAdmin): Messages {
  return admin.searchFields.flatMap((each, index) => {
    const name = each.replace(/^[=^@]/, "");
    if (endOf(admin.opts, name) || admin.opts.attributes.has(name)) return [];
    return [notAField(sayOf(admin), "E126", at("searchFields", index), name, admin.opts)];
  });
}

function checkDateHierarchy(admin: ModelAdmin): Messages {
  const { dateHierarchy: name, opts } = admin;
  if (name === undefined) return [];
  const say = sayOf(admin);
  const field = endOf(opts, name);
  if (!field || !("type" in field)) {
    return [
      say(
        "E127",
        `The value of 'dateHierarchy' refers to '${name}', which does not refer to a field.`,
      ),
    ];
  }
  return ["date", "datetime"].includes(field.declaration.kind)
    ? []
    : [say("E128", "The value of 'dateHierarchy' must be a date or a datetime.")];
}

function checkActions(admin: ModelAdmin): Messages {
  const own = Object.entries(admin.actions ?? {});
  return own.flatMap(([action, { permissions = [] }]) =>
    permissions.flatMap((permission) => {
      const method = `has${permission.charAt(0).toUpperCase()}${permission.slice(1)}Permission`;
      if (typeof Reflect.get(admin, method) === "function") return [];
      const what = `${nameOf(admin)} must define a ${method}() method for the ${action} action.`;
      return [sayOf(admin)("E129", what)];
    }),
  );
}
