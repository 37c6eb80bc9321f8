/** What must compile and what must not; `npm run types` is the test. */
import type { Session } from "../../src/sessions/index.ts";

interface Cart {
  readonly lines: readonly { readonly sku: string; readonly count: number }[];
}

declare module "../../src/sessions/index.ts" {
  interface SessionData {
    typedVisits: number;
    typedCart: Cart;
  }
}

declare const session: Session;

// What the project declared has its type, and may be missing.
session.get("typedVisits") satisfies number | undefined;
session.get("typedVisits", 0) satisfies number;
session.get("typedCart", { lines: [] }).lines[0]?.sku satisfies string | undefined;
session.pop("typedVisits") satisfies number | undefined;
session.pop("typedVisits", 0) satisfies number;
session.setDefault("typedVisits", 1) satisfies number;
session.set("typedVisits", session.get("typedVisits", 0) + 1);
session.update({ typedVisits: 2, anything: "else" });

// @ts-expect-error -- it may be missing
session.get("typedVisits").toFixed();
// @ts-expect-error -- visits are a number
session.set("typedVisits", "many");
// @ts-expect-error -- so is what stands in for them
session.get("typedVisits", "none");
// @ts-expect-error -- a line lacks its count
session.set("typedCart", { lines: [{ sku: "a" }] });
// @ts-expect-error -- visits are a number
session.update({ typedVisits: "many" });
// @ts-expect-error -- visits are a number
session.setDefault("typedVisits", "many");

// Anything else goes in as it is, and comes out as the fallback's type, or unknown.
session.set("anything", new Date().toISOString());
session.get("anything") satisfies unknown;
session.get("anything", 0).toFixed();
session.get("anything", "text").toUpperCase();
// @ts-expect-error -- nobody said what it is
session.get("anything").toFixed();
