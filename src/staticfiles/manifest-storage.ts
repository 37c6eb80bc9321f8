import { readFileSync } from "node:fs";
import type { Settings } from "../conf/index.ts";
import {
  ContentFile,
  joinPath,
  normalPath,
  splitPath,
  StaticFilesStorage,
  withSlashes,
  type FileSystemStorageOptions,
} from "../files/index.ts";
import { splitUrl, unquote } from "../http/index.ts";
import { hasErrorCode } from "../platform/index.ts";
import {
  cleanName,
  fileHash,
  unsplitUrl,
  withHash,
  withoutFragment,
  withPath,
} from "./hashed-name.ts";
import { parseManifest, renderManifest, type HashedFiles } from "./manifest.ts";
import { postProcess, type PostProcessed } from "./post-process.ts";

export interface ManifestOptions extends FileSystemStorageOptions {
  /** Name of the manifest. Default `"staticfiles.json"`. */
  readonly manifestName?: string;
  /**
   * Whether the address of a file missing in the manifest is an error; otherwise it is computed from the
   * file. Default `true`.
   */
  readonly manifestStrict?: boolean;
  /** Maximum number of passes over references until no name changes. Default 5. */
  readonly maxPostProcessPasses?: number;
  /** Whether imports in JavaScript modules also get the new names. Default `false`. */
  readonly supportJsModuleImportAggregation?: boolean;
}

/**
 * Django's `ManifestStaticFilesStorage`: `collectstatic` also copies each file to a name with a hash of its
 * content, writes these names into CSS and JavaScript, and records them in `staticfiles.json`. Without DEBUG,
 * addresses use them.
 */
export class ManifestStaticFilesStorage extends StaticFilesStorage {
  readonly #options: ManifestOptions;
  #hashedFiles: Map<string, string> | undefined;

  constructor(options: ManifestOptions = {}, settings?: Settings) {
    super(options, settings);
    this.#options = options;
  }

  get manifestName(): string {
    return this.#options.manifestName ?? "staticfiles.json";
  }

  /**
   * The manifest, read once; empty if there is none.
   *
   * @throws {Error} The manifest cannot be read.
   */
  get hashedFiles(): HashedFiles {
    return (this.#hashedFiles ??= this.#load());
  }

  /**
   * The address of a file, with the hash in its name unless DEBUG is on.
   *
   * @throws {Error} `Missing staticfiles manifest entry for '…'`.
   */
  override url(name: string): string {
    return this.#url(name, this.settings.DEBUG ? undefined : (each) => this.storedName(each));
  }

  /** Whether a name ends with a hash and is not a file's original name. */
  override isImmutable(name: string): boolean {
    return /\.[\da-f]{12}(?:\.[^./]*)?$/.test(name) && !this.hashedFiles.has(name);
  }

  /** The name with the hash. @throws {Error} As {@link url}. */
  storedName(name: string): string {
    const clean = cleanName(name);
    const hashed = this.hashedFiles.get(clean);
    if (hashed !== undefined) return withPath(name, hashed);
    if (this.#options.manifestStrict ?? true) {
      throw new Error(`Missing staticfiles manifest entry for '${clean}'`);
    }
    return withPath(name, this.hashedName(name));
  }

  /**
   * The hashed name of a file by its content. A folder keeps its name.
   *
   * @param content Default: that of the file in the storage.
   * @throws {Error} The file does not exist.
   */
  hashedName(
    name: string,
    content: Uint8Array | undefined = this.#contentOf(cleanName(name)),
  ): string {
    return content === undefined ? name : withHash(name, fileHash(content));
  }

  /**
   * Called by `collectstatic` with the collected files, by their names in the storage.
   *
   * @throws {Error} A manifest cannot be written. Problems of a file are reported, not thrown.
   */
  async *postProcess(files: ReadonlyMap<string, string>): AsyncGenerator<PostProcessed> {
    const hashed = new Map<string, string>();
    yield* postProcess(files, hashed, {
      passes: this.#options.maxPostProcessPasses ?? 5,
      jsModules: this.#options.supportJsModuleImportAggregation ?? false,
      hashedName: (name, content) => this.hashedName(name, content),
      convert: (url, from) => this.#convert(url, from, hashed),
      exists: (name) => this.exists(name),
      remove: (name) => this.#remove(name),
      write: (name, content) => this.#replace(name, content),
    });
    this.#hashedFiles = hashed;
    await this.#replace(this.manifestName, Buffer.from(renderManifest(hashed)));
  }

  /** The new address of a reference in the file `from`; `undefined` to keep it. */
  #convert(url: string, from: string, hashed: HashedFiles): string | undefined {
    const base = withSlashes(this.settings.STATIC_URL);
    if (/^[a-z]+:/.test(url) || url.startsWith("//")) return undefined;
    if (url.startsWith("/") && !url.startsWith(base)) return undefined;
    const [path, fragment] = withoutFragment(url);
    if (path === "") return undefined;
    const target = path.startsWith("/")
      ? path.slice(base.length)
      : joinPath(splitPath(from)[0], path);
    const address = this.#url(unquote(target), (name) => {
      const normal = normalPath(name);
      return hashed.get(normal) ?? this.hashedName(normal);
    });
    const found = [...path.split("/").slice(0, -1), address.split("/").at(-1)].join("/");
    if (fragment === "") return unquote(found);
    return unquote(`${found}${url.includes("?#") ? "?#" : "#"}${fragment}`);
  }

  #url(name: string, hash: ((name: string) => string) | undefined): string {
    if (hash === undefined) return unquote(super.url(name));
    const [clean, fragment] = withoutFragment(name);
    const hashed = splitUrl(clean).path.endsWith("/") ? name : hash(clean);
    const isEmptyQuery = name.includes("?#");
    const address = super.url(hashed);
    if (fragment === "" && !isEmptyQuery) return unquote(address);
    const parts = splitUrl(address);
    return unquote(
      unsplitUrl({
        ...parts,
        fragment: parts.fragment || fragment,
        path: isEmptyQuery && parts.query === "" ? `${parts.path}?` : parts.path,
      }),
    );
  }

  #load(): Map<string, string> {
    const path = this.path(this.manifestName);
    try {
      return parseManifest(readFileSync(path, "utf8"), this.manifestName);
    } catch (error) {
      if (hasErrorCode(error, "ENOENT", "ENOTDIR")) return new Map();
      throw error;
    }
  }

  /** `undefined` for something other than a file. @throws {Error} The name does not exist. */
  #contentOf(name: string): Buffer | undefined {
    const path = this.path(name);
    try {
      return readFileSync(path);
    } catch (error) {
      if (!hasErrorCode(error, "ENOENT", "ENOTDIR")) return undefined;
    }
    throw new Error(`The file '${name}' could not be found with <${this.constructor.name}>.`);
  }

  async #replace(name: string, content: Uint8Array): Promise<void> {
    await this.#remove(name);
    await this.saveFile(name, new ContentFile(content), {});
  }

  async #remove(name: string): Promise<void> {
    if (await this.exists(name)) await this.delete(name);
  }
}
