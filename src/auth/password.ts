/** Passwords as they are stored. Source: Django, `contrib/auth/hashers.py`. */
import { activeSettings, defaults, type Settings } from "../conf/index.ts";
import { getRandomString } from "../signing/index.ts";
import type { PasswordHasher } from "./hashers/hasher.ts";
import { loadDefaults } from "./load-modules.ts";

export type PasswordSettings = Pick<
  Settings,
  "BASE_DIR" | "PASSWORD_HASHERS" | "PASSWORD_DJANGO_VERSION"
>;

const UNUSABLE_PREFIX = "!";
const UNUSABLE_LENGTH = 40;

/**
 * The text to store for a password, by the first of PASSWORD_HASHERS.
 *
 * @param password `null` for a user who cannot log in by password.
 * @param options.hasher An algorithm of PASSWORD_HASHERS to use instead: `"scrypt"`.
 * @param options.salt Default: a new random one.
 * @param settings Default: those of the active project.
 * @throws {RangeError} An algorithm that is none of them, or a salt with a `$` in it.
 */
export async function makePassword(
  password: string | null,
  { hasher: algorithm, salt }: { readonly hasher?: string; readonly salt?: string } = {},
  settings: PasswordSettings = activeSettings(),
): Promise<string> {
  if (password === null) return UNUSABLE_PREFIX + getRandomString(UNUSABLE_LENGTH);
  const hasher = await getHasher(settings, algorithm);
  return hasher.encode(password, salt ?? hasher.salt());
}

export interface CheckOptions {
  /** Called with the password if it is right and a stronger hash of it would be made today. */
  readonly setter?: (password: string) => Promise<void>;
}

/**
 * Whether this is the password. A stored text that is no hash takes as long to refuse as a wrong password.
 *
 * @param settings Default: those of the active project.
 */
export async function checkPassword(
  password: string | null,
  encoded: string | null,
  { setter }: CheckOptions = {},
  settings: PasswordSettings = activeSettings(),
): Promise<boolean> {
  const hasher = isPasswordUsable(encoded) ? await findHasher(settings, encoded) : undefined;
  if (password === null || encoded === null || hasher === undefined) {
    await makePassword(getRandomString(UNUSABLE_LENGTH), {}, settings);
    return false;
  }
  const preferred = await getHasher(settings);
  const changed = hasher.algorithm !== preferred.algorithm;
  const mustUpdate = changed ? isReplaced(hasher, settings) : preferred.mustUpdate(encoded);
  const isCorrect = await hasher.verify(password, encoded);
  if (!isCorrect && !changed && mustUpdate) await hasher.hardenRuntime(password, encoded);
  if (isCorrect && mustUpdate) await setter?.(password);
  return isCorrect;
}

/** What takes an attacker more than PBKDF2, the first of the default list. */
const STRONGER: ReadonlySet<string> = new Set(["argon2", "bcrypt", "bcrypt_sha256", "scrypt"]);

/**
 * Whether a hash gives way to one of the first of PASSWORD_HASHERS. A list of the project's own decides, as in
 * Django; the default list reads all and lowers nothing: a Django beside may prefer another.
 */
function isReplaced({ algorithm }: PasswordHasher, settings: PasswordSettings): boolean {
  return settings.PASSWORD_HASHERS !== defaults.PASSWORD_HASHERS || !STRONGER.has(algorithm);
}

/** Whether anyone can log in with what is stored; false after `setUnusablePassword`. */
export function isPasswordUsable(encoded: string | null): boolean {
  return encoded === null || !encoded.startsWith(UNUSABLE_PREFIX);
}

/**
 * The hasher that made a stored text.
 *
 * @param settings Default: those of the active project.
 * @throws {RangeError} None of PASSWORD_HASHERS did.
 */
export async function identifyHasher(
  encoded: string,
  settings: PasswordSettings = activeSettings(),
): Promise<PasswordHasher> {
  const hasher = await findHasher(settings, encoded);
  if (hasher) return hasher;
  throw new RangeError("The stored password was made by none of PASSWORD_HASHERS.");
}

async function findHasher(
  settings: PasswordSettings,
  encoded: string | null,
): Promise<PasswordHasher | undefined> {
  const [algorithm] = (encoded ?? "").split("$");
  return (await passwordHashers(settings)).find((hasher) => hasher.algorithm === algorithm);
}

async function getHasher(settings: PasswordSettings, algorithm?: string): Promise<PasswordHasher> {
  const hashers = await passwordHashers(settings);
  const found = algorithm ? hashers.find((each) => each.algorithm === algorithm) : hashers[0];
  if (found) return found;
  throw new RangeError(`PASSWORD_HASHERS has none for '${algorithm ?? ""}'.`);
}

const loaded = new WeakMap<PasswordSettings, Promise<readonly PasswordHasher[]>>();

/**
 * The hashers of these settings, loaded once.
 *
 * @throws {ImproperlyConfigured} PASSWORD_HASHERS names something else.
 */
export function passwordHashers(settings: PasswordSettings): Promise<readonly PasswordHasher[]> {
  let hashers = loaded.get(settings);
  if (hashers === undefined) {
    hashers = loadHashers(settings);
    loaded.set(settings, hashers);
  }
  return hashers;
}

async function loadHashers(settings: PasswordSettings): Promise<readonly PasswordHasher[]> {
  const hashers = await loadDefaults("PASSWORD_HASHERS", settings, isHasher);
  const version = settings.PASSWORD_DJANGO_VERSION;
  return hashers.map((hasher) => hasher.likeDjango?.(version) ?? hasher);
}

function isHasher(value: unknown): value is PasswordHasher {
  return (
    typeof value === "object" &&
    value !== null &&
    "algorithm" in value &&
    typeof value.algorithm === "string" &&
    "encode" in value &&
    "verify" in value &&
    "mustUpdate" in value
  );
}
