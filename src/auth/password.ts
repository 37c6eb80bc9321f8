/** Hashes and checks passwords. Source: Django, `contrib/auth/hashers.py`. */
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
 * Hashes a password with the first of PASSWORD_HASHERS.
 *
 * @param password `null` for a user who cannot log in by password.
 * @param options.hasher Another algorithm of PASSWORD_HASHERS: `"scrypt"`.
 * @param options.salt Default: a new random one.
 * @param settings Default: the active project's.
 * @throws {RangeError} If the algorithm is unknown, or the salt contains `$`.
 *
 * @example
 * user.password = await makePassword("correct horse battery staple");
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
  /** Called with the correct password if its hash is outdated. */
  readonly setter?: (password: string) => Promise<void>;
}

/**
 * Checks a password against a stored hash. An invalid hash takes as long to reject as a wrong password.
 *
 * @param settings Default: the active project's.
 *
 * @example
 * if (await checkPassword(password, user.password)) await login(request, user);
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

/** Algorithms harder to attack than PBKDF2, the first of the default list. */
const STRONGER: ReadonlySet<string> = new Set(["argon2", "bcrypt", "bcrypt_sha256", "scrypt"]);

/**
 * Whether a hash is replaced by one of the first of PASSWORD_HASHERS. A project's own list decides, as in Django. The
 * default list weakens no hash, as a Django site with the same database may prefer another one.
 */
function isReplaced({ algorithm }: PasswordHasher, settings: PasswordSettings): boolean {
  return settings.PASSWORD_HASHERS !== defaults.PASSWORD_HASHERS || !STRONGER.has(algorithm);
}

/**
 * Returns whether a user can log in with this stored text; false after `setUnusablePassword`.
 *
 * @example
 * const canLogIn = isPasswordUsable(user.password);
 */
export function isPasswordUsable(encoded: string | null): boolean {
  return encoded === null || !encoded.startsWith(UNUSABLE_PREFIX);
}

/**
 * Returns the hasher that created a stored hash.
 *
 * @param settings Default: the active project's.
 * @throws {RangeError} If it is none of PASSWORD_HASHERS.
 *
 * @example
 * const { algorithm } = await identifyHasher(user.password);
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
  throw new RangeError(`PASSWORD_HASHERS has no hasher for '${algorithm ?? ""}'.`);
}

const loaded = new WeakMap<PasswordSettings, Promise<readonly PasswordHasher[]>>();

/**
 * Returns the hashers of the settings, loaded once.
 *
 * @throws {ImproperlyConfigured} If PASSWORD_HASHERS names something else.
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
