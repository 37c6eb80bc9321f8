import { STATUS_CODES } from "../node-http.ts";

/** The words beside a status code, as Python's http.client has them. */
export function reasonOf(status: number): string {
  return REASONS[status] ?? "Unknown Status Code";
}

/** Where node:http has other words, or words for a status Python does not know. */
const PYTHON: Readonly<Record<number, string>> = {
  413: "Request Entity Too Large",
  414: "Request-URI Too Long",
  416: "Requested Range Not Satisfiable",
  509: "Unknown Status Code",
};

/** By status: every response asks. */
const REASONS = Array.from({ length: 600 }, (_, status) => PYTHON[status] ?? STATUS_CODES[status]);
