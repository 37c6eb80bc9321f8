import { httpDate, parseHttpDate, urlHasAllowedHostAndScheme } from "../../../../src/http/index.ts";
import type { Operation } from "../answer.ts";
import { exchange } from "../exchange.ts";

export const httpOperations: Readonly<Record<string, Operation>> = {
  "http.exchange": exchange,
  "http.date": (_given, doing) => ({ value: httpDate(Number(doing["epoch"])) }),
  "http.parse_date": (_given, doing) => ({ epoch: parseHttpDate(String(doing["value"])) }),
  "http.url_is_safe": (_given, doing) => ({
    safe: urlHasAllowedHostAndScheme(
      doing["url"] as string | null,
      doing["allowed_hosts"] as readonly string[],
      { requireHttps: doing["require_https"] === true },
    ),
  }),
};
