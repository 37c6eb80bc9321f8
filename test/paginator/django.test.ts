/** Random lists, sizes and orphans in pages, beside the real Django. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { Paginator } from "../../src/paginator/index.ts";
import { Random } from "../fuzz/random.ts";
import { noDjango, runDjango } from "../support/django.ts";

interface Case {
  readonly count: number;
  readonly perPage: number;
  readonly orphans: number;
  readonly allowEmpty: boolean;
  readonly asked: number | string | null;
  readonly onEachSide: number;
  readonly onEnds: number;
}

const PROGRAM = `
import django
django.setup()
from django.core.paginator import Paginator, InvalidPage

def attempt(work):
    try:
        return work()
    except InvalidPage as error:
        return [type(error).__name__, str(error)]

def facts(page):
    return [list(page), page.number, len(page), page.has_next(), page.has_previous(), page.has_other_pages(),
            page.start_index(), page.end_index(), attempt(page.next_page_number),
            attempt(page.previous_page_number), repr(page)]

def answer(case):
    p = Paginator(list(range(case["count"])), case["perPage"], case["orphans"], case["allowEmpty"])
    asked = case["asked"]
    return [p.count, p.num_pages, list(p.page_range), attempt(lambda: facts(p.page(asked))),
            attempt(lambda: facts(p.get_page(asked))),
            attempt(lambda: list(p.get_elided_page_range(asked, on_each_side=case["onEachSide"], on_ends=case["onEnds"])))]

print(json.dumps([answer(case) for case in given], default=str))
`;

const ASKED = [
  "1",
  "2",
  " 3 ",
  "-1",
  "0",
  "x",
  "",
  "1.5",
  "last",
  "٤",
  "1_0",
  "+2",
  null,
  1.5,
  2.0,
  "99999999999999999999",
] as const;

function someCases(seed: number, howMany: number): Case[] {
  const random = new Random(seed);
  return Array.from({ length: howMany }, () => ({
    count: random.pick([0, 1, random.below(12), random.below(200)]),
    perPage: 1 + random.below(random.pick([3, 20])),
    orphans: random.pick([0, 0, random.below(8)]),
    allowEmpty: random.chance(0.6),
    asked: random.chance(0.5) ? 1 + random.below(30) : random.pick(ASKED),
    onEachSide: random.below(5),
    onEnds: random.below(4),
  }));
}

/** What a call answers, or the kind and words of its refusal. */
async function attempt<T>(work: () => T | Promise<T>): Promise<T | readonly string[]> {
  try {
    return await work();
  } catch (error) {
    assert.ok(error instanceof Error);
    return [error.name, error.message];
  }
}

async function answer({ count, perPage, orphans, allowEmpty, asked, ...range }: Case) {
  const list = Array.from({ length: count }, (_, at) => at);
  const paginator = new Paginator(list, perPage, { orphans, allowEmptyFirstPage: allowEmpty });
  const facts = async (found: ReturnType<typeof paginator.page>) => {
    const page = await found;
    return [
      [...page],
      page.number,
      page.length,
      page.hasNext(),
      page.hasPrevious(),
      page.hasOtherPages(),
      page.startIndex(),
      page.endIndex(),
      await attempt(() => page.nextPageNumber()),
      await attempt(() => page.previousPageNumber()),
      String(page),
    ];
  };
  return [
    await paginator.count(),
    await paginator.numPages(),
    await paginator.pageRange(),
    await attempt(() => facts(paginator.page(asked))),
    await attempt(() => facts(paginator.getPage(asked))),
    await attempt(() => paginator.getElidedPageRange(asked, range)),
  ];
}

it("4,000 random lists are paged as Django pages them", { skip: noDjango }, async () => {
  const cases = someCases(20, 4000);
  const expected = runDjango(PROGRAM, cases, { USE_I18N: "" });
  assert.ok(Array.isArray(expected));
  for (const [at, each] of cases.entries()) {
    assert.deepEqual(await answer(each), expected[at], JSON.stringify(each));
  }
});
