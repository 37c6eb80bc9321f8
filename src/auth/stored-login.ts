/** Session data about the user, under Django's names. */
export const SESSION_KEY = "_auth_user_id";
export const BACKEND_SESSION_KEY = "_auth_user_backend";
export const HASH_SESSION_KEY = "_auth_user_hash";

export interface StoredLogin {
  readonly id: string;
  /** Name of the backend that authenticated the user. */
  readonly backend: string;
  /** The result of `getSessionAuthHash()` at login. */
  readonly hash: string;
}

/** @param read Returns an item of the session. */
export function storedLogin(read: (name: string) => unknown): StoredLogin | undefined {
  const id = read(SESSION_KEY);
  if (id === undefined) return undefined;
  const backend = read(BACKEND_SESSION_KEY);
  if ((typeof id !== "string" && typeof id !== "number") || typeof backend !== "string") {
    return undefined;
  }
  const hash = read(HASH_SESSION_KEY);
  return { id: String(id), backend, hash: typeof hash === "string" ? hash : "" };
}
