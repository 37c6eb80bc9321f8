import { ImproperlyConfigured } from "../../conf/index.ts";

/** OPTIONS of `mkweb/files/backends/s3`. */
export interface S3Options {
  readonly bucketName: string;
  /** Read it from the environment: `env("AWS_ACCESS_KEY_ID")`. */
  readonly accessKey: string;
  readonly secretKey: string;
  /** For temporary credentials. */
  readonly securityToken?: string;
  /** Default `us-east-1`; `auto` for Cloudflare R2. */
  readonly regionName?: string;
  /** URL of a service other than Amazon: `https://ACCOUNT.r2.cloudflarestorage.com`. */
  readonly endpointUrl?: string;
  /** Whether the bucket is part of the path or of the host name (`virtual`). Default `path` with `endpointUrl`, else `virtual`. */
  readonly addressingStyle?: "path" | "virtual";
  /** Folder in the bucket. Default: the bucket itself. */
  readonly location?: string;
  /** Whether to sign URLs, so that anyone with one may read the file for a while. Default `true`. */
  readonly querystringAuth?: boolean;
  /** How long a signed URL is valid, in seconds: 1 to 604,800. Default 3,600. */
  readonly querystringExpire?: number;
  /** Host from which browsers get files without signatures: `cdn.example.com`. */
  readonly customDomain?: string;
  /** ACL of stored files, such as `public-read`. Default: the bucket's. */
  readonly defaultAcl?: string;
  /** Cache-Control header of stored files. Default: none. */
  readonly cacheControl?: string;
  /** Whether a new file replaces one with the same name. Default `false`. */
  readonly allowOverwrite?: boolean;
}

const kinds: Readonly<Record<keyof S3Options, string>> = {
  bucketName: "string",
  accessKey: "string",
  secretKey: "string",
  securityToken: "string",
  regionName: "string",
  endpointUrl: "string",
  addressingStyle: "string",
  location: "string",
  querystringAuth: "boolean",
  querystringExpire: "number",
  customDomain: "string",
  defaultAcl: "string",
  cacheControl: "string",
  allowOverwrite: "boolean",
};

const kindOf: ReadonlyMap<string, string> = new Map(Object.entries(kinds));

const needed = ["bucketName", "accessKey", "secretKey"] as const;

/** @throws {ImproperlyConfigured} If an option is missing, unknown or of the wrong type; the message never shows its value. */
export function requireOptions(options: object): asserts options is S3Options {
  const given = new Map<string, unknown>(Object.entries(options));
  for (const [name, value] of given) {
    if (typeof value !== kindOf.get(name)) {
      throw wrong(`has no option '${name}' with a ${typeof value}`);
    }
  }
  for (const name of needed) {
    if (!given.get(name)) throw wrong(`needs the option '${name}'`);
  }
  const style = given.get("addressingStyle") ?? "path";
  if (style !== "path" && style !== "virtual") {
    throw wrong("has an addressingStyle that is neither 'path' nor 'virtual'");
  }
  const seconds = Number(given.get("querystringExpire") ?? 3600);
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > 604_800) {
    throw wrong("has a querystringExpire that is not a whole number from 1 to 604,800");
  }
  const endpoint = given.get("endpointUrl") ?? "https://localhost";
  if (typeof endpoint !== "string" || !URL.canParse(endpoint)) {
    throw wrong("has an endpointUrl that is not a URL");
  }
}

function wrong(what: string): ImproperlyConfigured {
  return new ImproperlyConfigured(`STORAGES: a storage in S3 ${what}.`, {
    hint: `Its options are ${Object.keys(kinds).join(", ")}.`,
  });
}
