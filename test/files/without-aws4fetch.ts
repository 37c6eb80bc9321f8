/** Opens a storage in S3 in a process that has no aws4fetch, and prints what comes of it. */
import { registerHooks } from "node:module";
import { MkwebError } from "../../src/errors.ts";
import openS3Storage from "../../src/files/backends/s3.ts";

registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== "aws4fetch") return next(specifier, context);
    throw Object.assign(new Error("Cannot find package 'aws4fetch'"), {
      code: "ERR_MODULE_NOT_FOUND",
    });
  },
});
try {
  await openS3Storage({ bucketName: "b", accessKey: "a", secretKey: "s" });
} catch (error) {
  if (error instanceof MkwebError) console.log(error.message, error.hint);
}
