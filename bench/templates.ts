/**
 * CPU per render of a table of 50 escaped rows, beside other engines if they can be found.
 *
 *     node bench/templates.ts [FOLDER]
 *
 * FOLDER is one where `npm install nunjucks eta ejs` was run; without it mkweb is measured alone. Goal: a
 * quarter of what Nunjucks needs, and less than Eta. With Django (PYTHON names the interpreter that has it)
 * a sixteenth of Django's.
 */
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Engine } from "../src/templates/index.ts";

const rounds = 5;
const renders = 5000;

const rows = Array.from({ length: 50 }, (_, id) => ({
  id,
  name: `Name <${id}> & "co"`,
  email: `user${id}@example.com`,
  active: id % 3 === 0,
}));
const context = { title: "Users & <more>", rows };

const source =
  "<h1>{{ title }}</h1><table>{% for row in rows %}" +
  '<tr class="{% if forloop.first %}first{% endif %}"><td>{{ forloop.counter }}</td><td>{{ row.id }}</td>' +
  "<td>{{ row.name }}</td><td>{{ row.email }}</td><td>{% if row.active %}yes{% else %}no{% endif %}</td></tr>" +
  "{% endfor %}</table>";

/** The same for engines that mix JavaScript in. */
const script =
  "<h1><%= it.title %></h1><table><% it.rows.forEach((row, i) => { %>" +
  '<tr class="<% if (i === 0) { %>first<% } %>"><td><%= i + 1 %></td><td><%= row.id %></td>' +
  "<td><%= row.name %></td><td><%= row.email %></td><td><% if (row.active) { %>yes<% } else { %>no<% } %></td></tr>" +
  "<% }) %></table>";

type Render = () => unknown;
const template = new Engine().fromString(source);
const engines = new Map<string, Render>([
  ["mkweb", () => template.renderSync(context)],
  ["mkweb, async", () => template.render(context)],
]);
const [, , folder] = process.argv;
if (folder !== undefined) addOthers(createRequire(`${resolve(folder)}/`));

const costs = new Map<string, number>();
for (let round = 0; round < rounds; round++) {
  for (const [name, render] of engines) {
    costs.set(name, Math.min(costs.get(name) ?? Infinity, await measure(render)));
  }
}
const own = costs.get("mkweb") ?? 0;
const django = djangoCost();
if (django !== undefined) costs.set("Django", django);
for (const [name, cost] of costs) {
  console.log(
    `${name.padEnd(13)} ${cost.toFixed(1).padStart(6)} µs, ${(cost / own).toFixed(1)} x mkweb`,
  );
}

/** Microseconds of CPU per render. */
async function measure(render: Render): Promise<number> {
  for (let at = 0; at < renders / 10; at++) await render();
  const before = process.cpuUsage();
  for (let at = 0; at < renders; at++) await render();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / renders;
}

function addOthers(load: NodeJS.Require): void {
  const nunjucks = load("nunjucks");
  const jinja = nunjucks.compile(
    source.replaceAll("forloop.first", "loop.first").replaceAll("forloop.counter", "loop.index"),
    new nunjucks.Environment(null, { autoescape: true }),
  );
  engines.set("Nunjucks", () => jinja.render(context));
  const { Eta } = load("eta");
  const eta = new Eta({ autoEscape: true });
  const compiled = eta.compile(script);
  engines.set("Eta", () => compiled.call(eta, context));
  const ejs = load("ejs").compile(script, { localsName: "it", _with: false });
  engines.set("EJS", () => ejs(context));
}

function djangoCost(): number | undefined {
  const file = fileURLToPath(new URL("templates.py", import.meta.url));
  const python = process.env["PYTHON"] ?? "/usr/bin/python3";
  const run = spawnSync(python, [file], {
    input: JSON.stringify({ source, context }),
    encoding: "utf8",
  });
  return run.status === 0 ? Number(run.stdout) : undefined;
}
