/** A server that speaks as S3 does, as far as storages need it: it checks signatures of version 4 and keeps files in memory. */
import { createHash, createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { TestContext } from "node:test";

export interface StoredObject {
  readonly body: Buffer;
  readonly headers: IncomingMessage["headers"];
  readonly modified: Date;
}

export interface S3Server {
  readonly url: string;
  readonly objects: Map<string, StoredObject>;
  /** Method and path of each request. */
  readonly asked: string[];
  /** Whether `If-None-Match` and `encoding-type` are not implemented, as on older servers. */
  isOld: boolean;
}

export const credentials = { accessKey: "AKTEST", secretKey: "a secret/key+" };

const BUCKET = "/media/";
const PAGE = 2;

export async function startS3(t: TestContext): Promise<S3Server> {
  const server = createServer((request, response) => {
    answer(request, response, state).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  }).listen(0, "127.0.0.1");
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("The server has no port.");
  const state: S3Server = {
    url: `http://127.0.0.1:${address.port}`,
    objects: new Map(),
    asked: [],
    isOld: false,
  };
  return state;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  server: S3Server,
): Promise<void> {
  const { method = "", headers, url = "/" } = request;
  const [path = "", search = ""] = url.split("?");
  server.asked.push(`${method} ${path}`);
  const refuse = (status: number, code: string): void => {
    request.resume();
    const text = `<Error><Code>${code}</Code><Message>Because of ${code}.</Message></Error>`;
    response.writeHead(status).end(method === "HEAD" ? undefined : text);
  };
  const reason = refusalOf(request, path, new URLSearchParams(search));
  if (reason !== undefined) return refuse(403, reason);
  if (!path.startsWith(BUCKET)) return refuse(404, "NoSuchBucket");
  const key = decodeURIComponent(path.slice(BUCKET.length));
  const found = server.objects.get(key);
  if (method === "PUT") {
    if (headers["content-length"] === undefined) return refuse(411, "MissingContentLength");
    const isGuarded = headers["if-none-match"] === "*";
    if (isGuarded && server.isOld) return refuse(501, "NotImplemented");
    const body: Buffer[] = [];
    for await (const piece of request) {
      if (Buffer.isBuffer(piece)) body.push(piece);
    }
    if (isGuarded && server.objects.has(key)) return refuse(412, "PreconditionFailed");
    server.objects.set(key, { body: Buffer.concat(body), headers, modified: new Date() });
    response.writeHead(200).end();
  } else if (method === "DELETE") {
    server.objects.delete(key);
    response.writeHead(204).end();
  } else if (key === "") {
    const keys = [...server.objects.keys()].sort();
    response.writeHead(200).end(page(keys, new URLSearchParams(search), server.isOld));
  } else if (found) {
    response.writeHead(200, {
      "Content-Length": found.body.length,
      "Content-Type": found.headers["content-type"],
      "Last-Modified": found.modified.toUTCString(),
    });
    response.end(method === "HEAD" ? undefined : found.body);
  } else refuse(404, "NoSuchKey");
}

/** A page of what is below a prefix. */
function page(keys: readonly string[], query: URLSearchParams, isOld: boolean): string {
  const prefix = query.get("prefix") ?? "";
  const after = query.get("continuation-token") ?? "";
  const below = keys.filter((key) => key.startsWith(prefix));
  const entries = new Set(
    below.map((key) => {
      const slash = key.indexOf("/", prefix.length);
      return slash < 0 ? key : key.slice(0, slash + 1);
    }),
  );
  const rest = [...entries].filter((entry) => entry > after);
  const shown = rest.slice(0, PAGE);
  const escaped = (key: string): string =>
    isOld
      ? key.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
      : encodeURIComponent(key).replaceAll("%20", "+");
  const parts = shown.map((entry) =>
    entry.endsWith("/") && entry !== prefix
      ? `<CommonPrefixes><Prefix>${escaped(entry)}</Prefix></CommonPrefixes>`
      : `<Contents><Key>${escaped(entry)}</Key><Size>1</Size></Contents>`,
  );
  const next =
    rest.length > PAGE
      ? `<IsTruncated>true</IsTruncated><NextContinuationToken>${shown.at(-1)?.replaceAll("&", "&amp;")}</NextContinuationToken>`
      : "";
  const encoding = isOld ? "" : "<EncodingType>url</EncodingType>";
  return `<?xml version="1.0"?><ListBucketResult>${encoding}<Prefix>${escaped(prefix)}</Prefix>${parts.join("")}${next}</ListBucketResult>`;
}

/** Why a request's signature is none, if it is so. */
function refusalOf(
  { method = "", headers }: IncomingMessage,
  path: string,
  query: URLSearchParams,
): string | undefined {
  const given =
    query.get("X-Amz-Signature") ?? /Signature=(\w+)/.exec(headers.authorization ?? "")?.[1];
  const isInQuery = query.has("X-Amz-Signature");
  query.delete("X-Amz-Signature");
  const credential =
    query.get("X-Amz-Credential") ??
    /Credential=([^,]+)/.exec(headers.authorization ?? "")?.[1] ??
    "";
  const [accessKey, day = "", region = "", service = ""] = credential.split("/");
  if (accessKey !== credentials.accessKey) return "InvalidAccessKeyId";
  const moment = query.get("X-Amz-Date") ?? String(headers["x-amz-date"]);
  const expires = Number(query.get("X-Amz-Expires") ?? 900) * 1000;
  const sent = Date.parse(moment.replace(/^(....)(..)(..T..)(..)/, "$1-$2-$3:$4:"));
  if (isInQuery && Date.now() > sent + expires) return "AccessDenied";
  const signed =
    query.get("X-Amz-SignedHeaders") ??
    /SignedHeaders=([^,]+)/.exec(headers.authorization ?? "")?.[1] ??
    "";
  const quoted = (text: string): string =>
    encodeURIComponent(text).replace(
      /[!'()*]/g,
      (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  const parameters = [...query].map(([name, value]) => `${quoted(name)}=${quoted(value)}`).sort();
  const asked = [
    method,
    path,
    parameters.join("&"),
    ...signed.split(";").map((name) => `${name}:${String(headers[name] ?? "").trim()}`),
    "",
    signed,
    isInQuery ? "UNSIGNED-PAYLOAD" : headers["x-amz-content-sha256"],
  ].join("\n");
  const scope = `${day}/${region}/${service}/aws4_request`;
  const hash = createHash("sha256").update(asked).digest("hex");
  const hmac = (key: Buffer | string, text: string): Buffer =>
    createHmac("sha256", key).update(text).digest();
  const key = hmac(
    hmac(hmac(hmac(`AWS4${credentials.secretKey}`, day), region), service),
    "aws4_request",
  );
  const wanted = hmac(key, `AWS4-HMAC-SHA256\n${moment}\n${scope}\n${hash}`).toString("hex");
  return given === wanted ? undefined : "SignatureDoesNotMatch";
}
