import { userInfo } from "node:os";

/** The name of whoever runs the command, as far as a user name goes: `Ann Smith` is `annsmith`. */
export function systemUsername(env: Readonly<Record<string, string | undefined>>): string {
  const name = ["LOGNAME", "USER", "LNAME", "USERNAME"].map((each) => env[each]).find(Boolean);
  return (name ?? ownName())
    .normalize("NFKD")
    .replace(/[^\x21-\x7e]/g, "")
    .toLowerCase();
}

/** In a container, whoever runs it need not have one. */
function ownName(): string {
  try {
    return userInfo().username;
  } catch {
    return "";
  }
}
