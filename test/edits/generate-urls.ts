/** urls.ts files that are valid, editable and strange, from a seed. */
import { trivia, writer, type Writer } from "./writer.ts";

export function generateUrls(seed: number): string {
  const write = writer(seed);
  const { pick, chance, eol, end } = write;
  const names = pick([plain, aliased, whole])();
  const entries = write.many(5).map(() => entry(write, names));
  const list = layOut(write, entries);
  const more = list.includes("...more")
    ? `const more = [${names.path}('more/', views.more)]${end}`
    : "";
  const used = Object.entries(names).filter(([, local]) => `${more}${list}`.includes(`${local}(`));
  const statements = [
    ...importsOf(write, used),
    `import * as views from './views.ts'${end}${pick(["", " // 'views'", " /* views */"])}`,
    ...(list.includes("(shop)") ? [`import shop from "./shop.ts"${end}`] : []),
    ...(chance(0.2) ? [`import { webapp } from './names.ts'${end}`] : []),
    ...(used.length === 0 && chance(0.3) ? [`import path from 'node:path'${end}`] : []),
  ];
  const type = pick(["", "", ": unknown[]", ": readonly (unknown | string)[]"]);
  const suffix = type === "" ? pick(["", "", " as const", " satisfies unknown[]"]) : "";
  const body = [
    ...(more === "" ? [] : [more]),
    ...pick([[], [`/** Every URL. */`], [`// urlpatterns = [webapp]`]]),
    `export const urlpatterns${type} = ${list}${suffix}${end}`,
    ...pick([[], [`export const handler404 = views.missing${end}`], [`// the end, webapp`]]),
  ];
  const start = pick(["", "", "\uFEFF", `// Copyright${eol}${eol}`, `'use strict';${eol}`]);
  return start + statements.join(eol) + pick([eol, eol + eol]) + body.join(eol) + pick(["", eol]);
}

interface Names {
  readonly path: string;
  readonly include: string;
  readonly rePath: string;
}

const plain = (): Names => ({ path: "path", include: "include", rePath: "rePath" });
const aliased = (): Names => ({ path: "route", include: "mount", rePath: "regex" });
const whole = (): Names => ({ path: "urls.path", include: "urls.include", rePath: "urls.rePath" });

function importsOf(write: Writer, used: readonly (readonly [string, string])[]): string[] {
  const { pick, chance, eol, indent, end } = write;
  if (used.length === 0) return [];
  if (used.some(([, local]) => local.startsWith("urls."))) {
    return [`import * as urls from 'mkweb/urls'${end}`];
  }
  const names = used.map(([name, local]) => (name === local ? name : `${name} as ${local}`));
  if (chance(0.5)) names.reverse();
  if (chance(0.2)) names.unshift("type UrlEntry");
  const quote = pick(["'", '"']);
  const from = ` from ${quote}mkweb/urls${quote}${end}`;
  const comma = pick(["", ","]);
  const wild = names.map((each) => `${trivia(write)} ${each}${trivia(write)}`).join(",");
  return pick([
    [`import { ${names.join(", ")} }${from}`],
    [`import {${names.join(",")}${comma}}${from}`],
    [`import {${eol}${indent}${names.join(`,${eol}${indent}`)}${comma}${eol}}${from}`],
    [`import {${wild}${comma}${trivia(write)}}${from}`],
    names.map((each) => `import { ${each} }${from}`),
  ]);
}

function entry({ pick }: Writer, { path, include, rePath }: Names): string {
  return pick([
    `${path}('', views.index)`,
    `${path}("<int:year>/", views.year)`,
    `${path}('<slug:page>/', views.page)`,
    `${path}('<path:rest>', views.rest)`,
    `${path}('<str:a>/<str:b>', views.pair, { name: 'webapp' })`,
    `${path}('webapp/some/longer/path/', views.special)`,
    `${path}('web<str:x>', views.web)`,
    `${path}('shop/', ${include}(shop))`,
    `${path}('', ${include}(shop))`,
    `${path}('<slug:s>/', ${include}([${path}('inner/', views.inner)]))`,
    `${rePath}(/^x(\\d+)\\/$/i, views.x)`,
    `${rePath}('.*', views.all)`,
    `${rePath}('^(?P<year>[0-9]{4})/$', views.archive)`,
    "...more",
    "...views.lists",
  ]);
}

function layOut(write: Writer, entries: readonly string[]): string {
  const { pick, eol, indent } = write;
  const comma = entries.length > 0 ? pick(["", ","]) : "";
  const wild = entries.map((each) => trivia(write) + each + trivia(write)).join(",");
  return pick([
    `[${entries.join(", ")}${comma}]`,
    `[ ${entries.join(", ")} ]`,
    `[${entries.map((each) => `${eol}${indent}${each}`).join(",")}${comma}${eol}]`,
    `[${entries.map((each) => `${eol}${indent}// ${each}${eol}${indent}${each}`).join(",")}${comma}${eol}]`,
    `[ ${entries.join(`${eol}${indent}, `)}${eol}${indent}]`,
    `[${wild}${comma}${trivia(write)}]`,
  ]);
}
