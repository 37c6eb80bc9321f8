import { defineCommand } from "../define.ts";
import { parseAddress } from "../runserver/address.ts";
import {
  SERVER_PORT,
  SERVER_PROCESS,
  tell,
  tellFailure,
  watcherGone,
  type ServerFacts,
} from "../runserver/messages.ts";
import { serveProject } from "../runserver/server-process.ts";
import { supervise } from "../runserver/supervisor.ts";

export default defineCommand({
  describe: "Starts a lightweight web server for development.",
  examples: ["runserver", "runserver 8080", "runserver 0.0.0.0:8000"],
  arguments: {
    addrport: { describe: "Optional port number, or ipaddr:port", optional: true },
  },
  options: {
    ipv6: {
      type: "boolean",
      alias: "6",
      describe: "Tells mkweb to use an IPv6 address.",
      default: false,
    },
    noreload: {
      type: "boolean",
      describe: "Tells mkweb to NOT use the auto-reloader.",
      default: false,
    },
    nostatic: {
      type: "boolean",
      describe: "Tells mkweb to NOT automatically serve static files at STATIC_URL.",
      default: false,
    },
  },
  async run({ addrport, ipv6, noreload, nostatic }, context) {
    const asked = parseAddress(addrport, ipv6);
    const { env, json, out, project, signal } = context;
    const address = asked.port === 0 ? { ...asked, port: Number(env[SERVER_PORT] ?? 0) } : asked;
    const tellReady = (facts: ServerFacts): void => {
      out.facts({ ...facts, pid: process.pid });
      out.ready();
    };
    if (!noreload && env[SERVER_PROCESS] !== "true") {
      const [, script = "", ...argv] = process.argv;
      const say = (line: string): void => out.note(line);
      say("Watching for file changes");
      const own = argv.filter((word) => word !== "--json");
      const { root } = project;
      const watched = { root, script, argv: own, signal, say, forProgram: json };
      return supervise({ ...watched, onListening: tellReady });
    }
    try {
      await serveProject(
        {
          address,
          serveStatic: !nostatic,
          onListening: (facts) => {
            if (!tell({ listening: facts })) tellReady(facts);
          },
          onClosed: () => tell("closed"),
        },
        { ...context, signal: AbortSignal.any([signal, watcherGone()]) },
      );
    } catch (error) {
      if (!tellFailure(error, context.cwd)) throw error;
    }
  },
});
