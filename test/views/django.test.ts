/** Generic views at random URLs, beside the real Django on the same SQLite file. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { it } from "node:test";
import { fileURLToPath } from "node:url";
import { overrideTimeZone } from "../../src/db/index.ts";
import { path } from "../../src/urls/index.ts";
import * as views from "../../src/views/index.ts";
import { Random } from "../fuzz/random.ts";
import { openModels } from "../models/open.ts";
import { databases } from "../support/databases.ts";
import { noDjango } from "../support/django.ts";
import { Entry, siteOf } from "./site.ts";

const PYTHON = process.env["PYTHON"] ?? "/usr/bin/python3";
const NOW = Date.UTC(2026, 4, 15, 22, 30);
const TIME_ZONE = "Europe/Berlin";
const HOUR = 3_600_000;

const LIST = `{{ object_list|length }}:{% for e in object_list %}{{ e.pk }},{% endfor %}|{% for e in entry_list %}{{ e.pk }},{% endfor %}\
|{% for e in latest %}{{ e.pk }},{% endfor %}|{{ is_paginated }}|{{ page_obj.number }}/{{ paginator.num_pages }}/{{ paginator.count }}\
|{% if page_obj.has_next %}{{ page_obj.next_page_number }}{% endif %}|{{ page_obj.start_index }}-{{ page_obj.end_index }}\
|{% for d in date_list %}{{ d|date:"Y-m-d" }},{% endfor %}`;
const NEIGHBOURS = ["year", "month", "week", "day"]
  .flatMap((period) => [period, `next_${period}`, `previous_${period}`])
  .map((name) => `|{{ ${name}|date:"Y-m-d" }}`)
  .join("");
const templates = {
  "polls/entry_list.html": `list ${LIST}`,
  "polls/entry_detail.html": "detail {{ object.pk }} {{ entry.title }} {{ view.kwargs.pk }}",
  "polls/entry_archive.html": `archive ${LIST}`,
  "polls/entry_archive_year.html": `year ${LIST}${NEIGHBOURS}`,
  "polls/entry_archive_month.html": `month ${LIST}${NEIGHBOURS}`,
  "polls/entry_archive_week.html": `week ${LIST}${NEIGHBOURS}`,
  "polls/entry_archive_day.html": `day ${LIST}${NEIGHBOURS}`,
};

interface Spec {
  readonly route: string;
  readonly view: string;
  readonly options: Readonly<Record<string, unknown>>;
}

function specs(): Spec[] {
  const lists: Spec[] = [
    { route: "list/", view: "ListView", options: {} },
    { route: "p/", view: "ListView", options: { paginate_by: 4 } },
    { route: "p/<int:page>/", view: "ListView", options: { paginate_by: 4, paginate_orphans: 2 } },
    { route: "q/<str:page>/", view: "ListView", options: { paginate_by: 7, ordering: "-title" } },
    { route: "none/", view: "ListView", options: { none: true, allow_empty: false } },
    { route: "zero/", view: "ListView", options: { none: true, paginate_by: 3 } },
    {
      route: "zero-no/",
      view: "ListView",
      options: { none: true, paginate_by: 3, allow_empty: false },
    },
    { route: "d/<int:pk>/", view: "DetailView", options: {} },
    { route: "s/<slug:slug>/", view: "DetailView", options: {} },
    { route: "b/<int:pk>/<slug:slug>/", view: "DetailView", options: { query_pk_and_slug: true } },
    { route: "c/<int:pk>/<slug:slug>/", view: "DetailView", options: {} },
  ];
  const fields = ["pub_date", "day"];
  const dated = fields.flatMap((date_field) =>
    [false, true].flatMap((allow_future) =>
      [false, true].flatMap((allow_empty) =>
        archives(`${date_field}/${Number(allow_future)}${Number(allow_empty)}/`, {
          date_field,
          allow_future,
          allow_empty,
        }),
      ),
    ),
  );
  return [...lists, ...dated];
}

function archives(prefix: string, options: Readonly<Record<string, unknown>>): Spec[] {
  const { allow_empty: _, ...detail } = options;
  return [
    { route: `${prefix}i/`, view: "ArchiveIndexView", options },
    {
      route: `${prefix}i/m/`,
      view: "ArchiveIndexView",
      options: { ...options, date_list_period: "month", paginate_by: 5 },
    },
    { route: `${prefix}y/<int:year>/`, view: "YearArchiveView", options },
    {
      route: `${prefix}y2/<str:year>/`,
      view: "YearArchiveView",
      options: { ...options, make_object_list: true, year_format: "%y" },
    },
    { route: `${prefix}m/<int:year>/<str:month>/`, view: "MonthArchiveView", options },
    {
      route: `${prefix}n/<int:year>/<int:month>/`,
      view: "MonthArchiveView",
      options: { ...options, month_format: "%m" },
    },
    {
      route: `${prefix}l/<int:year>/<str:month>/`,
      view: "MonthArchiveView",
      options: { ...options, month_format: "%B" },
    },
    { route: `${prefix}w/<int:year>/<int:week>/`, view: "WeekArchiveView", options },
    {
      route: `${prefix}x/<int:year>/<int:week>/`,
      view: "WeekArchiveView",
      options: { ...options, week_format: "%W" },
    },
    {
      route: `${prefix}v/<int:year>/<int:week>/`,
      view: "WeekArchiveView",
      options: { ...options, week_format: "%V", year_format: "%G" },
    },
    {
      route: `${prefix}g/<int:year>/<int:month>/<int:day>/`,
      view: "DayArchiveView",
      options: { ...options, month_format: "%m" },
    },
    { route: `${prefix}t/`, view: "TodayArchiveView", options },
    {
      route: `${prefix}e/<int:year>/<str:month>/<int:day>/<int:pk>/`,
      view: "DateDetailView",
      options: detail,
    },
    { route: `${prefix}f/`, view: "YearArchiveView", options },
  ];
}

const MONTHS = [
  "jan",
  "Feb",
  "MAR",
  "apr",
  "may",
  "jun",
  "may",
  "december",
  "may",
  "x",
  "5",
  "05",
] as const;

/** A URL that the route may take. */
function urlFor({ route }: Spec, random: Random, ids: number): string {
  const year = () => random.pick([2024, 2025, 2026, 2027, 2026, 2026, 99, 9999, 12, 10000]);
  const values: Readonly<Record<string, () => string | number>> = {
    page: () => random.pick(["1", "2", "3", "last", "0", "x", "9", "-1", "1.0"]),
    pk: () => 1 + random.below(ids + 3),
    slug: () => `e-${random.below(ids + 3)}`,
    year: () =>
      route.includes("y2/") ? random.pick(["24", "25", "26", "70", "x", "2026"]) : year(),
    month: () => (route.includes("<int:month>") ? random.below(15) : random.pick(MONTHS)),
    day: () => random.below(33),
    // Which years have a week 0 or 53 of ISO 8601 depends on the Python.
    week: () => (route.includes("v/") ? 1 + random.below(52) : random.below(56)),
  };
  const filled = route.replaceAll(/<\w+:(\w+)>/g, (_, name: string) => String(values[name]?.()));
  const query = random.pick([
    "",
    "",
    "?page=2",
    "?page=last",
    "?page=x",
    "?page=3",
    "?year=2026",
    "?page=0",
  ]);
  return `/${filled}${query}`;
}

/** Names of Django as they are here. */
const camel = (name: string) =>
  name.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase());

function viewOf({ view, options: { none, ...given } }: Spec) {
  const options = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      camel(name),
      name === "date_field" ? camel(String(value)) : value,
    ]),
  );
  const rows = none === true ? { queryset: Entry.objects.none() } : { model: Entry };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- which view it is, the case says
  const View = Reflect.get(views, view) as typeof views.ListView;
  return View.asView({ ...options, ...rows });
}

async function fill(random: Random, count: number): Promise<void> {
  for (let at = 0; at < count; at++) {
    const pubDate = new Date(
      NOW + (random.below(30_000) - 24_000) * HOUR * random.pick([1, 0.02, 0.3]),
    );
    const day = new Date(NOW + (random.below(1000) - 700) * 24 * HOUR * random.pick([1, 0.05]));
    await Entry.objects.create({
      title: `t${random.below(9)}${at}`,
      slug: `e-${at}`,
      pubDate,
      day: day.toISOString().slice(0, 10),
    });
  }
}

it(
  "2,000 random URLs of generic views are answered as Django answers them",
  { skip: noDjango },
  async (t) => {
    const [sqlite] = databases;
    assert.ok(sqlite);
    let file = "";
    const database = {
      ...sqlite,
      url: async (t: Parameters<typeof sqlite.url>[0]) => {
        const url = await sqlite.url(t);
        file = url.slice("sqlite:".length);
        return url;
      },
    };
    await openModels(t, database, "polls", [Entry]);
    const random = new Random(7);
    await fill(random, 40);
    const all = specs();
    const asked = Array.from({ length: 2000 }, () => {
      const spec = all[random.below(all.length)];
      assert.ok(spec);
      return [
        random.pick(["GET", "GET", "GET", "HEAD", "POST", "OPTIONS"]),
        urlFor(spec, random, 40),
      ] as const;
    });
    const program = fileURLToPath(new URL("django_answers.py", import.meta.url));
    const input = JSON.stringify({
      database: file,
      timeZone: TIME_ZONE,
      templates,
      views: all,
      now: NOW,
      asked,
    });
    const run = spawnSync(PYTHON, [program], {
      input,
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
    });
    assert.equal(run.status, 0, run.stderr);
    const expected: unknown = JSON.parse(
      run.stdout.replaceAll("allow_empty", "allowEmpty").replaceAll("allow_future", "allowFuture"),
    );
    assert.ok(Array.isArray(expected));

    const ask = siteOf(
      all.map((spec) => path(spec.route, viewOf(spec))),
      templates,
      { timeZone: TIME_ZONE, prepare: (request) => Object.assign(request, { now: () => NOW }) },
    );
    const differences: unknown[] = [];
    for (const [at, [method, url]] of asked.entries()) {
      const { status, body, response } = await overrideTimeZone(TIME_ZONE, () =>
        ask(url, { method }),
      );
      const answer = response
        ? [status, body, response.headers.get("Allow") ?? null]
        : [status, body];
      // A day beyond the calendar's last year is Python's OverflowError, and a page that is not there here.
      const wanted: unknown = expected[at];
      if (JSON.stringify(wanted) === '[500,"OverflowError"]' && status === 404) continue;
      if (JSON.stringify(answer) !== JSON.stringify(wanted))
        differences.push({ method, url, answer, wanted });
    }
    assert.deepEqual(differences.slice(0, 5), [], `${differences.length} differ`);
  },
);
