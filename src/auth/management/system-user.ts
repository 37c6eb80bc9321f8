import { userInfo } from "node:os";

/** Returns the system user's name as a valid user name: `Ann Smith` becomes `annsmith`. */
export function systemUsername(env: Readonly<Record<string, string | undefined>>): string {
  const name = ["LOGNAME", "USER", "LNAME", "USERNAME"].map((each) => env[each]).find(Boolean);
  return (name ?? ownName())
    .normalize("NFKD")
    .replace(/[^\x21-\x7e]/g, "")
    .toLowerCase();
}

/** In a container the user may have no name. */
function ownName(): string {
  try {
    return userInfo().username;
  } catch {
    return "";
  }
}
