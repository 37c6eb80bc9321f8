import { MkwebError } from "../../errors.ts";

/** The address that runserver listens on. */
export interface Address {
  readonly host: string;
  readonly port: number;
  /** As in a URL: IPv6 in brackets. */
  readonly urlHost: string;
}

const forms =
  /^(?:(?<ipv4>\d{1,3}(?:\.\d{1,3}){3})|\[(?<ipv6>[a-fA-F0-9:]+)\]|(?<name>[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)*))$/;

/**
 * Parses runserver's argument: nothing, `7000`, `1.2.3.4:8000`, `[::1]:7000`, `localhost:8000`. `beef:7654`,
 * which could be hexadecimal, is a host name.
 *
 * @throws {MkwebError} `MKWEB_USAGE`.
 */
export function parseAddress(argument: string | undefined, useIpv6: boolean): Address {
  if (argument === undefined) return useIpv6 ? ipv6("::1", 8000) : plain("127.0.0.1", 8000);
  const colon = argument.lastIndexOf(":");
  const portText = argument.slice(colon + 1);
  const port = Number(portText);
  if (!/^\d+$/.test(portText) || port > 65_535) throw invalid(argument);
  if (colon === -1) return useIpv6 ? ipv6("::1", port) : plain("127.0.0.1", port);
  const host = forms.exec(argument.slice(0, colon))?.groups;
  if (!host) throw invalid(argument);
  if (host["ipv6"]) return ipv6(host["ipv6"], port);
  if (useIpv6 && host["ipv4"]) {
    throw usage(
      `"${host["ipv4"]}" is not a valid IPv6 address.`,
      "Leave out -6, or write [::1]:8000.",
    );
  }
  // Django's shorthand for all interfaces.
  if (host["name"] === "0") return plain("0.0.0.0", port);
  return plain(host["ipv4"] ?? host["name"] ?? "", port);
}

function plain(host: string, port: number): Address {
  return { host, port, urlHost: host };
}

function ipv6(host: string, port: number): Address {
  return { host, port, urlHost: `[${host}]` };
}

function invalid(argument: string): MkwebError {
  return usage(
    `"${argument}" is not a valid port number or address:port pair.`,
    "Write it as 8000, 127.0.0.1:8000 or [::1]:8000.",
  );
}

function usage(message: string, hint: string): MkwebError {
  return new MkwebError("MKWEB_USAGE", message, { hint });
}
