import { FetchSource, HttpRequest } from "../../../../src/http/index.ts";
import type { Operation } from "../answer.ts";
import { clockAt, NOW, type Given } from "../protocol.ts";
import { siteOf } from "../site.ts";
import { templateDecoders } from "../template-values.ts";
import { decodeRecord } from "../values.ts";

export const templateOperations: Readonly<Record<string, Operation>> = {
  "template.render": async (given, doing) => {
    const clock = clockAt(given.now ?? NOW);
    const site = await siteOf(given, clock);
    try {
      const { engine, settings } = site.application;
      const name = doing["name"];
      const template =
        name === undefined
          ? engine.fromString(String(doing["template"]))
          : engine.getTemplate(String(name));
      const request = requestOf(given, settings);
      const context = decodeRecord(given.context, templateDecoders);
      return { output: await template.render(context, request) };
    } finally {
      await site.close();
    }
  },
};

function requestOf(given: Given, settings: HttpRequest["settings"]): HttpRequest | undefined {
  if (given.request === undefined) return undefined;
  const url = new URL(given.request.target ?? "/", "http://testserver");
  return new HttpRequest(new FetchSource(new Request(url)), settings);
}
