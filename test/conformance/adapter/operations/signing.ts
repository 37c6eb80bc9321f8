import { dumps, loads, Signer, TimestampSigner } from "../../../../src/signing/index.ts";
import type { Operation } from "../answer.ts";
import { NOW, SECRET_KEY, type Doing, type Given } from "../protocol.ts";
import { decodeValue } from "../values.ts";

export const signingOperations: Readonly<Record<string, Operation>> = {
  "signing.dumps": (given, doing) => ({
    value: dumps(decodeValue(doing["data"]), {
      ...purpose(given, doing),
      compress: doing["compress"] === true,
    }),
  }),
  "signing.loads": (given, doing) => ({
    data: loads(text(doing["value"]), {
      ...purpose(given, doing),
      fallbackKeys: fallbackKeys(given),
      maxAge: seconds(doing["max_age"]),
    }),
  }),
  "signing.sign": (given, doing) => ({
    value: new Signer(options(given, doing)).sign(text(doing["value"])),
  }),
  "signing.unsign": (given, doing) => ({
    value: new Signer(options(given, doing)).unsign(text(doing["value"])),
  }),
  "signing.timestamp_sign": (given, doing) => ({
    value: new TimestampSigner(options(given, doing)).sign(text(doing["value"])),
  }),
  "signing.timestamp_unsign": (given, doing) => ({
    value: new TimestampSigner(options(given, doing)).unsign(text(doing["value"]), {
      maxAge: seconds(doing["max_age"]),
    }),
  }),
};

function purpose(given: Given, doing: Doing) {
  return {
    key: text(given.settings?.["SECRET_KEY"] ?? SECRET_KEY),
    salt: doing["salt"] === undefined ? undefined : text(doing["salt"]),
    now: () => (given.now ?? NOW) * 1000,
  };
}

function options(given: Given, doing: Doing) {
  const sep = doing["sep"] === undefined ? undefined : text(doing["sep"]);
  return { ...purpose(given, doing), fallbackKeys: fallbackKeys(given), sep };
}

function fallbackKeys(given: Given): readonly string[] {
  const keys = given.settings?.["SECRET_KEY_FALLBACKS"];
  return Array.isArray(keys) ? keys.map(text) : [];
}

function text(value: unknown): string {
  return String(value);
}

function seconds(value: unknown): number | undefined {
  const decoded = decodeValue(value);
  return typeof decoded === "number" ? decoded : undefined;
}
