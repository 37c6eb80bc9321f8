import { STATUS_CODES } from "../node-http.ts";

/** Returns the reason phrase of a status code, as Python's http.client has it. */
export function reasonOf(status: number): string {
  return REASONS[status] ?? "Unknown Status Code";
}

/** Where node:http has another phrase, or one for a status unknown to Python. */
const PYTHON: Readonly<Record<number, string>> = {
  413: "Request Entity Too Large",
  414: "Request-URI Too Long",
  416: "Requested Range Not Satisfiable",
  509: "Unknown Status Code",
};

/** Precomputed, as every response needs one. */
const REASONS = Array.from({ length: 600 }, (_, status) => PYTHON[status] ?? STATUS_CODES[status]);
