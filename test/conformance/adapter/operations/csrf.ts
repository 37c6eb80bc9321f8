import { maskSecret, unmaskToken } from "../../../../src/middleware/csrf/token.ts";
import type { Operation } from "../answer.ts";

export const csrfOperations: Readonly<Record<string, Operation>> = {
  "csrf.mask": (_given, doing) => ({
    token: maskSecret(String(doing["secret"]), String(doing["mask"])),
  }),
  "csrf.unmask": (_given, doing) => ({ secret: unmaskToken(String(doing["token"])) }),
  "csrf.equivalent": (_given, doing) => ({
    equal: unmaskToken(String(doing["a"])) === unmaskToken(String(doing["b"])),
  }),
};
