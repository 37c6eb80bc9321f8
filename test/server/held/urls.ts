import { once } from "node:events";
import { createReadStream, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import {
  FileResponse,
  HttpResponse,
  JsonResponse,
  StreamingHttpResponse,
  type HttpRequest,
} from "../../../src/http/index.ts";
import { path } from "../../../src/urls/index.ts";

/** Longer than the buffers of a connection. */
const content = Buffer.alloc(20_000_000, "x");
let file: string | undefined;

function large(): string {
  if (file === undefined) {
    file = join(tmpdir(), "large.bin");
    writeFileSync(file, content);
  }
  return file;
}

/** Sources that were begun and not given back. */
let open = 0;
const aborted: string[] = [];

async function* ticking(): AsyncGenerator<string> {
  open++;
  try {
    for (;;) {
      yield "data: x\n\n";
      await delay(5);
    }
  } finally {
    open--;
  }
}

/** Says something once, then waits for what never comes. */
async function* silent(): AsyncGenerator<string> {
  yield "data: x\n\n";
  await new Promise(() => {});
}

async function* patient(signal: AbortSignal): AsyncGenerator<string> {
  open++;
  try {
    yield "data: x\n\n";
    await delay(600_000, undefined, { signal });
  } finally {
    open--;
  }
}

/** What this process holds: descriptors, timers and sockets, bytes in use, sources that views began. */
function held(): JsonResponse {
  globalThis.gc?.();
  return new JsonResponse({
    // One of them is the folder's own.
    descriptors: readdirSync("/proc/self/fd").length - 1,
    timers: process.getActiveResourcesInfo().filter((name) => name === "Timeout").length,
    memory: process.memoryUsage().rss,
    open,
    aborted: aborted.length,
  });
}

async function upload({ FILES, POST }: HttpRequest): Promise<HttpResponse> {
  const sizes = await Promise.all(
    [...FILES.values()].map(async (file) => (await file?.read())?.length),
  );
  return new HttpResponse(`${sizes.join()} ${[...POST.keys()].join()}`);
}

async function waits(request: HttpRequest): Promise<HttpResponse> {
  await once(request.signal, "abort");
  aborted.push(String(request.signal.reason));
  return new HttpResponse("too late");
}

/** Fails with what the visitor sent. */
function fails(_request: HttpRequest, { rest }: { readonly rest: string }): never {
  throw new Error(`No ${rest}`, { cause: new Error("postgres://me:s3cret@db/shop is away") });
}

const stream = (chunks: AsyncIterable<string | Uint8Array>): StreamingHttpResponse =>
  new StreamingHttpResponse(chunks, { contentType: "text/event-stream" });

export const urlpatterns = [
  path("", () => new HttpResponse("fine")),
  path("held/", held),
  path("upload/", upload),
  path("ignored/", () => new HttpResponse("nobody looked")),
  path("ticking/", () => new StreamingHttpResponse(ticking())),
  path("silent/", () => stream(silent())),
  path("patient/", (request) => stream(patient(request.signal))),
  path("file/", () => new FileResponse(large())),
  path("read-stream/", () => stream(createReadStream(large()))),
  path("no-such-file/", async () => {
    const response = stream(createReadStream(join(tmpdir(), "mkweb-no-such-file")));
    await delay(20);
    return response;
  }),
  path("dropped/", () => {
    const dropped = new FileResponse(large());
    return new HttpResponse(`${dropped.status}`);
  }),
  path("whole/", () => new HttpResponse(content)),
  path("never/", () => new Promise<HttpResponse>(() => {})),
  path("waits/", waits),
  path("fails/<str:rest>", fails),
];
