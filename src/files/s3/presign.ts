/**
 * Builds signed URLs: Amazon's signature version 4 in the query. The client could sign them too, but asynchronously,
 * and templates and a field's `url` need them at once.
 */
import { createHash, createHmac } from "node:crypto";
import { quoter } from "../../http/index.ts";
import type { S3Options } from "./options.ts";

const quote = quoter("");

/**
 * @param url URL of the file, with its key escaped.
 * @param now Milliseconds since 1970.
 */
export function presigned(url: string, options: S3Options, now: number): string {
  const { accessKey, secretKey, securityToken, regionName = "us-east-1" } = options;
  const { host, pathname } = new URL(url);
  const moment = new Date(now).toISOString().replace(/[-:]|\.\d{3}/g, "");
  const day = moment.slice(0, 8);
  const scope = `${day}/${regionName}/s3/aws4_request`;
  const query = Object.entries({
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Credential": `${accessKey}/${scope}`,
    "X-Amz-Date": moment,
    "X-Amz-Expires": String(options.querystringExpire ?? 3600),
    ...(securityToken !== undefined && { "X-Amz-Security-Token": securityToken }),
    "X-Amz-SignedHeaders": "host",
  })
    .map(([name, value]) => `${name}=${quote(value)}`)
    .join("&");
  const asked = ["GET", pathname, query, `host:${host}`, "", "host", "UNSIGNED-PAYLOAD"].join("\n");
  const hash = createHash("sha256").update(asked).digest("hex");
  const key = [day, regionName, "s3", "aws4_request"].reduce<Buffer | string>(
    hmac,
    `AWS4${secretKey}`,
  );
  const signature = hmac(key, ["AWS4-HMAC-SHA256", moment, scope, hash].join("\n")).toString("hex");
  return `${url}?${query}&X-Amz-Signature=${signature}`;
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
