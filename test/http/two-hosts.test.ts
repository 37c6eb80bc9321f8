import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { it } from "node:test";
import { HttpRequest, NodeSource } from "../../src/http/index.ts";

it("two Host headers are no host, whichever of them is allowed", async (t) => {
  const server = createServer((message, response) => {
    const request = new HttpRequest(new NodeSource(message), { ALLOWED_HOSTS: ["*"] });
    try {
      response.end(request.getHost());
    } catch (error) {
      response.end(error instanceof Error ? error.name : "");
    }
  });
  t.after(() => server.close());
  await once(server.listen(0, "127.0.0.1"), "listening");

  const answerTo = async (headers: string): Promise<string> => {
    const address = server.address();
    assert.ok(address !== null && typeof address === "object");
    const socket = connect(address.port, "127.0.0.1");
    socket.end(`GET / HTTP/1.1\r\n${headers}Connection: close\r\n\r\n`);
    return text(socket);
  };
  assert.match(await answerTo("Host: a.example\r\n"), /\r\n\r\na\.example$/);
  assert.match(await answerTo("Host: a.example\r\nhOsT: b.example\r\n"), /\r\n\r\nDisallowedHost$/);
});
