import { defineCommand } from "../define.ts";
import { parseAddress } from "../runserver/address.ts";
import { SERVER_PROCESS, tell, tellFatal, watcherGone } from "../runserver/messages.ts";
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
    const address = parseAddress(addrport, ipv6);
    const { env, out, project, signal } = context;
    if (!noreload && env[SERVER_PROCESS] !== "true") {
      const [, script = "", ...argv] = process.argv;
      const say = (line: string): void => out.note(line);
      say("Watching for file changes");
      return supervise({ root: project.root, script, argv, signal, say });
    }
    try {
      await serveProject(
        {
          address,
          serveStatic: !nostatic,
          onListening: () => tell("listening"),
          onClosed: () => tell("closed"),
        },
        { ...context, signal: AbortSignal.any([signal, watcherGone()]) },
      );
    } catch (error) {
      if (!tellFatal(error)) throw error;
    }
  },
});
