/** nginx as installed, with the file that `deploy systemd` writes and nothing changed in it but places and ports. */
import { spawn, spawnSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Ending, Place } from "../cli/support.ts";
import { freePort, started, type WebServer } from "./web-server.ts";

export const noNginx =
  spawnSync("nginx", ["-v"], { env: { PATH: `${process.env["PATH"]}:/usr/sbin` } }).status !== 0 &&
  "there is no nginx (Debian: nginx-light)";

/** @param socket Of the site. */
export async function startNginx(t: Ending, site: Place, socket: string): Promise<WebServer> {
  const folder = join(site.path, "nginx");
  await mkdir(folder);
  const [http, https] = [await freePort(), await freePort()];
  const key = ["-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "cert.pem"];
  const made = ["req", "-x509", "-days", "1", "-subj", "/CN=shop.example.com", ...key];
  const openssl = spawnSync("openssl", made, { cwd: folder, encoding: "utf8" });
  if (openssl.status !== 0) throw new Error(openssl.stderr);
  const conf = (await site.read("deploy/nginx.conf"))
    .replaceAll("listen 80;", `listen 127.0.0.1:${http};`)
    .replaceAll("listen 443 ", `listen 127.0.0.1:${https} `)
    .replaceAll(/^\s*listen \[::\].*\n/gm, "")
    .replaceAll("unix:/run/site.sock", `unix:${socket}`)
    .replaceAll(/\/etc\/letsencrypt\/live\/[^/]+\/fullchain\.pem/g, `${folder}/cert.pem`)
    .replaceAll(/\/etc\/letsencrypt\/live\/[^/]+\/privkey\.pem/g, `${folder}/key.pem`)
    .replaceAll("/srv/site/", `${site.path}/`);
  await writeFile(join(folder, "nginx.conf"), main(folder, conf));
  const nginx = spawn("nginx", ["-p", folder, "-c", join(folder, "nginx.conf")], {
    env: { ...process.env, PATH: `${process.env["PATH"]}:/usr/sbin` },
    stdio: ["ignore", "ignore", "pipe"],
  });
  return started(t, nginx, { http, https });
}

/** Workers run as whoever runs the test, who alone may use the socket. */
function main(folder: string, site: string): string {
  return `daemon off;
${process.getuid?.() === 0 ? "user root;" : ""}
worker_processes 1;
pid ${folder}/nginx.pid;
error_log stderr warn;
events { worker_connections 256; }
http {
  include /etc/nginx/mime.types;
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
${site}
}
`;
}
