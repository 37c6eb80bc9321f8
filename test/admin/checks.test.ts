/** What `node manage check` says of mistakes in an admin, in Django's words as far as options have its names. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { makeProject } from "../support/project.ts";

const installed = ["admin", "auth", "contenttypes", "sessions", "messages"];
const middleware = ["sessions", "auth", "messages"];
const processors = ["auth/context-processors#auth", "messages/context-processors#messages"];

interface Parts {
  readonly apps?: readonly string[];
  readonly middleware?: readonly string[];
  readonly processors?: readonly string[];
}

const settings = (parts: Parts): string => `import { defineSettings, env } from "mkweb/conf";

export default defineSettings({
  SECRET_KEY: env("SECRET_KEY"),
  DEBUG: true,
  INSTALLED_APPS: ${JSON.stringify([...(parts.apps ?? installed).map((each) => `mkweb/${each}`), "shop"])},
  MIDDLEWARE: ${JSON.stringify((parts.middleware ?? middleware).map((each) => `mkweb/${each}/middleware`))},
  TEMPLATES: [{ APP_DIRS: true, OPTIONS: { context_processors: ${JSON.stringify((parts.processors ?? processors).map((each) => `mkweb/${each}`))} } }],
  ROOT_URLCONF: "mysite/urls.ts",
  DATABASES: { default: env.database("DATABASE_URL", "sqlite:db.sqlite3") },
});
`;

const models = `import { defineModel, fields } from "mkweb/db";

export class Maker extends defineModel(() => Maker, { name: fields.char(30) }) {}
export class Tag extends defineModel(() => Tag, { name: fields.char(30) }) {}
export class Item extends defineModel(() => Item, {
  name: fields.char(30),
  slug: fields.slug(),
  price: fields.integer(),
  made: fields.datetime(),
  secret: fields.char(5, { editable: false }),
  maker: fields.foreignKey(() => Maker, { onDelete: "cascade" }),
  other: fields.foreignKey(() => Maker, { onDelete: "cascade", relatedName: "others" }),
  tags: fields.manyToMany(() => Tag),
  linked: fields.manyToMany(() => Tag, { through: () => Link, relatedName: "linkers" }),
}) {}
export class Link extends defineModel(() => Link, {
  item: fields.foreignKey(() => Item, { onDelete: "cascade" }),
  tag: fields.foreignKey(() => Tag, { onDelete: "cascade" }),
}) {}
`;

/** What an item's class is given, and what check says of it after the class's name. */
const mistakes: readonly (readonly [options: string, id: string, message: string])[] = [
  [
    `rawIdFields: ["none"]`,
    "E002",
    "The value of 'rawIdFields[0]' refers to 'none', which is not a field of 'shop.Item'.",
  ],
  [
    `rawIdFields: ["name"]`,
    "E003",
    "The value of 'rawIdFields[0]' must be a foreign key or a many-to-many field.",
  ],
  [
    `fields: ["name"], fieldsets: [[null, { fields: ["name"] }]]`,
    "E005",
    "Both 'fieldsets' and 'fields' are specified.",
  ],
  [`fields: ["name", "name"]`, "E006", "The value of 'fields' contains duplicate field(s)."],
  [
    `fieldsets: [[null, { fields: ["name", ["name", "price"]] }]]`,
    "E012",
    "There are duplicate field(s) in 'fieldsets[0][1]'.",
  ],
  [
    `fieldsets: [["one", { fields: ["name"] }], ["two", { fields: ["name"] }]]`,
    "E012",
    "There are duplicate field(s) in 'fieldsets'.",
  ],
  [
    `fields: ["linked"]`,
    "E013",
    "The value of 'fields' cannot include the many-to-many field 'linked', because that field manually specifies a relationship model.",
  ],
  [`exclude: ["name", "name"]`, "E015", "The value of 'exclude' contains duplicate field(s)."],
  [
    `filterHorizontal: ["none"]`,
    "E019",
    "The value of 'filterHorizontal[0]' refers to 'none', which is not a field of 'shop.Item'.",
  ],
  [
    `filterVertical: ["maker"]`,
    "E020",
    "The value of 'filterVertical[0]' must be a many-to-many field.",
  ],
  [
    `radioFields: { none: "vertical" }`,
    "E022",
    "The value of 'radioFields' refers to 'none', which is not a field of 'shop.Item'.",
  ],
  [
    `radioFields: { price: "vertical" }`,
    "E023",
    "The value of 'radioFields' refers to 'price', which is not a foreign key, and does not have a 'choices' definition.",
  ],
  [
    `prepopulatedFields: { none: ["name"] }`,
    "E027",
    "The value of 'prepopulatedFields' refers to 'none', which is not a field of 'shop.Item'.",
  ],
  [
    `prepopulatedFields: { maker: ["name"] }`,
    "E028",
    "The value of 'prepopulatedFields' refers to 'maker', which must not be a datetime, a foreign key, a one-to-one relation, or a many-to-many relation.",
  ],
  [
    `prepopulatedFields: { slug: ["none"] }`,
    "E030",
    `The value of 'prepopulatedFields["slug"][0]' refers to 'none', which is not a field of 'shop.Item'.`,
  ],
  [
    `ordering: ["?", "name"]`,
    "E032",
    "The value of 'ordering' has the random ordering marker '?', but contains other fields as well.",
  ],
  [
    `ordering: ["-none"]`,
    "E033",
    "The value of 'ordering[0]' refers to 'none', which is not a field of 'shop.Item'.",
  ],
  [
    `readonlyFields: ["none"]`,
    "E035",
    "The value of 'readonlyFields[0]' refers to 'none', which is not one of 'displays' of 'ItemAdmin', or an attribute of 'shop.Item'.",
  ],
  [
    `autocompleteFields: ["none"]`,
    "E037",
    "The value of 'autocompleteFields[0]' refers to 'none', which is not a field of 'shop.Item'.",
  ],
  [
    `autocompleteFields: ["name"]`,
    "E038",
    "The value of 'autocompleteFields[0]' must be a foreign key or a many-to-many field.",
  ],
  [
    `autocompleteFields: ["tags"]`,
    "E039",
    'An admin for model "Tag" has to be registered to be referenced by ItemAdmin.autocompleteFields.',
  ],
  [
    `autocompleteFields: ["maker"]`,
    "E040",
    `MakerAdmin must define "searchFields", because it's referenced by ItemAdmin.autocompleteFields.`,
  ],
  [
    `listDisplay: ["none"]`,
    "E108",
    "The value of 'listDisplay[0]' refers to 'none', which is not one of 'displays' of 'ItemAdmin', or an attribute, method, or field on 'shop.Item'.",
  ],
  [
    `listDisplay: ["name", "tags"]`,
    "E109",
    "The value of 'listDisplay[1]' must not be a many-to-many field or a reverse foreign key.",
  ],
  [
    `listDisplay: ["name"], listDisplayLinks: ["price"]`,
    "E111",
    "The value of 'listDisplayLinks[0]' refers to 'price', which is not defined in 'listDisplay'.",
  ],
  [
    `listFilter: ["none"]`,
    "E116",
    "The value of 'listFilter[0]' refers to 'none', which does not refer to a field.",
  ],
  [
    `listEditable: ["none"]`,
    "E121",
    "The value of 'listEditable[0]' refers to 'none', which is not a field of 'shop.Item'.",
  ],
  [
    `listDisplay: ["name"], listEditable: ["price"]`,
    "E122",
    "The value of 'listEditable[0]' refers to 'price', which is not contained in 'listDisplay'.",
  ],
  [
    `listDisplay: ["name", "price"], listDisplayLinks: ["price"], listEditable: ["price"]`,
    "E123",
    "The value of 'price' cannot be in both 'listEditable' and 'listDisplayLinks'.",
  ],
  [
    `listDisplay: ["name"], listEditable: ["name"]`,
    "E124",
    "The value of 'listEditable[0]' refers to the first field in 'listDisplay' ('name'), which cannot be used unless 'listDisplayLinks' is set.",
  ],
  [
    `listDisplay: ["name", "secret"], listEditable: ["secret"]`,
    "E125",
    "The value of 'listEditable[0]' refers to 'secret', which is not editable through the admin.",
  ],
  [
    `searchFields: ["^none"]`,
    "E126",
    "The value of 'searchFields[0]' refers to 'none', which is not a field of 'shop.Item'.",
  ],
  [
    `dateHierarchy: "none"`,
    "E127",
    "The value of 'dateHierarchy' refers to 'none', which does not refer to a field.",
  ],
  [`dateHierarchy: "price"`, "E128", "The value of 'dateHierarchy' must be a date or a datetime."],
  [
    `actions: { sell: { permissions: ["sell"], run() {} } }`,
    "E129",
    "ItemAdmin must define a hasSellPermission() method for the sell action.",
  ],
];

const inlines: readonly (readonly [options: string, id: string, message: string])[] = [
  [
    `fkName: "maker", exclude: ["maker"]`,
    "E201",
    "Cannot exclude the field 'maker', because it is the foreign key to the parent model 'shop.Maker'.",
  ],
  [`fkName: "none"`, "E202", "'shop.Item' has no foreign key 'none' to 'shop.Maker'."],
  [
    "",
    "E202",
    "'shop.Item' has more than one foreign key to 'shop.Maker'. You must specify a 'fkName' attribute: one of 'maker', 'other'.",
  ],
  [`fkName: "maker", readonlyFields: ["none"]`, "E035", "which is not one of 'displays' of"],
];

const admin = `import { AdminSite, defineModelAdmin, defineTabularInline } from "mkweb/admin";
import { Item, Maker } from "./models.ts";

// A site that nobody holds is gone.
export const sites = [
${mistakes.map(([options], at) => `  item(${at}, { ${options} }),`).join("\n")}
${inlines.map(([options], at) => `  maker(${at}, { ${options} }),`).join("\n")}
];

function item(at: number, options: object): AdminSite {
  const site = new AdminSite("item" + at);
  site.register(Maker);
  site.register(Item, options as never);
  return site;
}

function maker(at: number, options: object): AdminSite {
  const site = new AdminSite("maker" + at);
  const inline = defineTabularInline(Item, options as never);
  site.register(Maker, class MakerAdmin extends defineModelAdmin(Maker, { inlines: [inline] as never }) {});
  return site;
}
`;

const files = {
  "mysite/settings.ts": settings({}),
  "mysite/urls.ts": "export const urlpatterns = [];\n",
  "shop/app.ts": `import { defineApp } from "mkweb/conf";\n\nexport default defineApp({ name: "shop" });\n`,
  "shop/models.ts": models,
};

/** Each message once, as check prints it: `shop.ItemAdmin: (admin.E108) …`. */
const issuesIn = (text: string): readonly string[] =>
  text.split("\n").filter((line) => /\(\w+\.\w\d+\)/.test(line));

describe("check", () => {
  it("names each mistake in what is registered, with its class and Django's id, and fails", async (t) => {
    const project = await makeProject(t, { ...files, "shop/admin.ts": admin });

    const { status, stdout, stderr } = await project.manage("check");

    assert.equal(status, 1, stdout);
    const issues = issuesIn(stderr);
    for (const [options, id, message] of [...mistakes, ...inlines]) {
      const found = issues.some(
        (line) => line.includes(`(admin.${id}) `) && line.includes(message),
      );
      assert.ok(found, `${id} of { ${options} } in:\n${stderr}`);
    }
    assert.ok(issues.includes(`shop.ItemAdmin: (admin.E005) ${mistakes[2]?.[2]}`), stderr);
    assert.equal(issues.length, mistakes.length + inlines.length, stderr);
  });

  it("says which apps, middleware and context processors the admin misses", async (t) => {
    const project = await makeProject(t, {
      ...files,
      "mysite/settings.ts": settings({ apps: ["admin"], middleware: [], processors: [] }),
    });

    const { status, stderr } = await project.manage("check", "--tag", "admin");

    assert.equal(status, 1);
    const missing = [
      ["E401", "'mkweb/contenttypes' must be in INSTALLED_APPS"],
      ["E405", "'mkweb/auth' must be in INSTALLED_APPS"],
      ["E406", "'mkweb/messages' must be in INSTALLED_APPS"],
      ["E402", "'mkweb/auth/context-processors#auth' must be in 'context_processors' of TEMPLATES"],
      [
        "E404",
        "'mkweb/messages/context-processors#messages' must be in 'context_processors' of TEMPLATES",
      ],
      ["E408", "'mkweb/auth/middleware' must be in MIDDLEWARE"],
      ["E409", "'mkweb/messages/middleware' must be in MIDDLEWARE"],
      ["E410", "'mkweb/sessions/middleware' must be in MIDDLEWARE"],
    ].map(([id, what]) => `?: (admin.${id}) ${what} in order to use the admin application.`);
    assert.deepEqual(new Set(issuesIn(stderr)), new Set(missing), stderr);
  });
});
