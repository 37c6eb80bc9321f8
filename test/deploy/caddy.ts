/** Caddy as installed, with the file that `deploy systemd` writes and nothing changed in it but the site's socket. */
import { spawn, spawnSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { connect } from "node:tls";
import type { Ending, Place } from "../cli/support.ts";
import { freePort, started, type WebServer } from "./web-server.ts";

export const noCaddy =
  spawnSync("caddy", ["version"]).status !== 0 && "there is no caddy (Debian: caddy)";

/** @param socket Of the site. */
export async function startCaddy(t: Ending, site: Place, socket: string): Promise<WebServer> {
  const folder = join(site.path, "caddy");
  await mkdir(folder);
  const [http, https] = [await freePort(), await freePort()];
  const written = await site.read("deploy/Caddyfile");
  const config =
    main(folder, http, https) + written.replace("unix//run/site.sock", `unix/${socket}`);
  await writeFile(join(folder, "Caddyfile"), config);
  const words = ["run", "--config", join(folder, "Caddyfile"), "--adapter", "caddyfile"];
  const caddy = spawn("caddy", words, {
    env: { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const web = await started(t, caddy, { http, https }, (line) => line.includes('"level":"error"'));
  while (!(await isCertified(https))) await new Promise((resolve) => setTimeout(resolve, 20));
  return web;
}

/** It listens before it has made its certificates. */
async function isCertified(port: number): Promise<boolean> {
  const servername = "shop.example.com";
  const socket = connect({ port, host: "127.0.0.1", servername, rejectUnauthorized: false });
  const isSecure = await new Promise<boolean>((resolve) => {
    socket.once("secureConnect", () => resolve(true)).once("error", () => resolve(false));
  });
  socket.destroy();
  return isSecure;
}

/** Its own places, ports, and an authority of its own for certificates, as the names are nobody's here. */
function main(folder: string, http: number, https: number): string {
  return `{
	admin off
	http_port ${http}
	https_port ${https}
	default_bind 127.0.0.1
	local_certs
	skip_install_trust
	storage file_system ${folder}/storage
}

`;
}
