import {
  checkPassword,
  makePassword,
  PBKDF2PasswordHasher,
  User,
} from "../../../../src/auth/index.ts";
import { completeSettings } from "../../../../src/conf/index.ts";
import { useUsers } from "../../../auth/users.ts";
import type { Operation } from "../answer.ts";
import { SECRET_KEY, type Given } from "../protocol.ts";

export const authOperations: Readonly<Record<string, Operation>> = {
  "auth.encode_password": async (_given, doing) => {
    const iterations = doing["iterations"];
    const hasher = new PBKDF2PasswordHasher(
      iterations === undefined ? {} : { iterations: Number(iterations) },
    );
    return { encoded: await hasher.encode(String(doing["password"]), String(doing["salt"])) };
  },
  "auth.check_password": async (given, doing) => ({
    ok: await checkPassword(
      doing["password"] as string | null,
      doing["encoded"] as string | null,
      {},
      settingsOf(given),
    ),
  }),
  "auth.session_hash": (given, doing) => {
    const password = String(doing["encoded"]);
    useUsers(settingsOf(given));
    const user = new User({ id: 1, username: "ann", password });
    return { hash: user.getSessionAuthHash() };
  },
  "auth.default_hash": async (given, doing) => {
    const settings = settingsOf(given);
    const password = String(doing["password"]);
    const encoded = await makePassword(password, {}, settings);
    const [algorithm, iterations, salt = ""] = encoded.split("$");
    return {
      algorithm,
      iterations: Number(iterations),
      salt_length: salt.length,
      check: await checkPassword(password, encoded, {}, settings),
    };
  },
};

function settingsOf({ settings }: Given) {
  return completeSettings({
    BASE_DIR: new URL("./", import.meta.url),
    SECRET_KEY: String(settings?.["SECRET_KEY"] ?? SECRET_KEY),
    DATABASES: { default: { ENGINE: "sqlite", NAME: ":memory:" } },
  });
}
