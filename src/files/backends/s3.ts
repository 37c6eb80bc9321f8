/** `mkweb/files/backends/s3`: stores files in a bucket. OPTIONS are {@link S3Options}; needs the package `aws4fetch` in the project. */
import { ImproperlyConfigured } from "../../conf/index.ts";
import { requireOptions } from "../s3/options.ts";
import { S3Storage } from "../s3/s3-storage.ts";

/** @throws {ImproperlyConfigured} If an option is missing or wrong, or `aws4fetch` is not installed. */
export default async function openS3Storage(
  options: Readonly<Record<string, unknown>>,
): Promise<S3Storage> {
  requireOptions(options);
  const { AwsClient } = await loadClient();
  const { accessKey, secretKey, securityToken, regionName = "us-east-1" } = options;
  const client = new AwsClient({
    accessKeyId: accessKey,
    secretAccessKey: secretKey,
    ...(securityToken !== undefined && { sessionToken: securityToken }),
    service: "s3",
    region: regionName,
    // A file is sent as a stream, which cannot be read again.
    retries: 0,
  });
  return new S3Storage(client, options);
}

async function loadClient(): Promise<typeof import("aws4fetch")> {
  try {
    return await import("aws4fetch");
  } catch (cause) {
    throw new ImproperlyConfigured(
      "STORAGES names a storage in S3, but the package 'aws4fetch' is not installed.",
      { hint: "Run: npm install aws4fetch", cause },
    );
  }
}

export { S3Error } from "../s3/errors.ts";
export type { S3Options } from "../s3/options.ts";
export { S3Storage } from "../s3/s3-storage.ts";
