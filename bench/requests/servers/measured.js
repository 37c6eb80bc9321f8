/** What every server of the comparison shares: its data, and telling the parent how much CPU it used. */

export const rows = Array.from({ length: 50 }, (_, at) => ({
  id: at,
  name: `Name <${at}> & "company"`,
  price: `${at}.50`,
}));

export const message = { message: "Hello, world!", numbers: [1, 2, 3], ok: true };

/** For helmet: the four headers that a new project sends, and no other. */
export const headersOfSecurity = {
  contentSecurityPolicy: false,
  crossOriginOpenerPolicy: { policy: "same-origin" },
  crossOriginResourcePolicy: false,
  dnsPrefetchControl: false,
  frameguard: { action: "deny" },
  hidePoweredBy: false,
  hsts: false,
  ieNoOpen: false,
  noSniff: true,
  originAgentCluster: false,
  permittedCrossDomainPolicies: false,
  referrerPolicy: { policy: "same-origin" },
  xssFilter: false,
};

/** Tells the port, then answers each message with the CPU time used so far, in microseconds. */
export function report(port) {
  process.on("message", () => {
    const { user, system } = process.cpuUsage();
    process.send({ cpu: user + system });
  });
  process.send({ port });
}

export const listening = (server) => server.once("listening", () => report(server.address().port));
