import { abstractModel, fields, gte } from "../../../src/models/index.ts";

class Dated extends abstractModel(
  { made: fields.datetime(), views: fields.integer().default(0) },
  {
    ordering: ["-made"],
    indexes: [{ name: "%(class)s_made", fields: ["-made"] }],
    constraints: [{ name: "%(app_label)s_%(class)s_views", check: { views: gte(0) } }],
  },
) {}

export class Post extends Dated.defineModel(() => Post, { title: fields.char(20) }) {}

export class Page extends Dated.defineModel(
  () => Page,
  { path: fields.char(20).unique() },
  { ordering: ["path"], dbTable: "all_pages" },
) {}
