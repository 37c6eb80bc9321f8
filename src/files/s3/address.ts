import { quoter } from "../../http/index.ts";
import type { S3Options } from "./options.ts";

/** Escapes a key for S3: all but letters, digits, `-._~` and slashes. */
export const quoteKey = quoter("/");

/** Returns the URL of a bucket, ending with a slash. */
export function bucketUrl(options: S3Options): string {
  const { bucketName, endpointUrl, regionName = "us-east-1", addressingStyle } = options;
  const endpoint = new URL(endpointUrl ?? `https://s3.${regionName}.amazonaws.com`);
  const style = addressingStyle ?? (endpointUrl === undefined ? "virtual" : "path");
  const above = endpoint.pathname.replace(/\/+$/, "");
  return style === "virtual"
    ? `${endpoint.protocol}//${bucketName}.${endpoint.host}${above}/`
    : `${endpoint.protocol}//${endpoint.host}${above}/${quoteKey(bucketName)}/`;
}
