/** Lends each case a URL module of its own, as ROOT_URLCONF wants one. */
import type { UrlEntry } from "../../../src/urls/index.ts";
import { urlpatternsOf } from "./case-urls.ts";
import type { Given } from "./protocol.ts";
import { viewsOf, type CaseView } from "./views.ts";

export interface CaseUrlconf {
  readonly urlpatterns: readonly UrlEntry[];
  readonly handlers: Readonly<Record<string, CaseView>>;
}

const urlconfs: CaseUrlconf[] = [];

/** @returns A specifier: `case-urlconf.ts` reads its number back from it. */
export function registerUrlconf(given: Given): string {
  const viewOf = viewsOf(given);
  const handlers = Object.entries(given.handlers ?? {}).map(
    ([status, name]) => [status, viewOf(name)] as const,
  );
  const number = urlconfs.push({
    urlpatterns: urlpatternsOf(given, viewOf),
    handlers: Object.fromEntries(handlers),
  });
  return new URL(`case-urlconf.ts?number=${number}`, import.meta.url).href;
}

export function urlconfOf(moduleUrl: string): CaseUrlconf {
  const urlconf = urlconfs[Number(new URL(moduleUrl).searchParams.get("number")) - 1];
  if (urlconf === undefined) throw new Error(`No case has the URLs of ${moduleUrl}`);
  return urlconf;
}
