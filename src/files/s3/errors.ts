/** What a service refused, or why it was not reached. Neither keys nor signatures are in it. */
export class S3Error extends Error {
  override readonly name = "S3Error";
  /** The service's own word, `AccessDenied`, or `ENOENT` for a file that is not there. */
  readonly code: string;
  /** The response's status; 0 if there was no response. */
  readonly status: number;

  constructor(code: string, status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.status = status;
  }
}

/** @param did What was asked, without a query: `PUT notes/x.txt`. */
export async function refusedBy(response: Response, did: string): Promise<S3Error> {
  const text = await response.text().catch(() => "");
  const part = (tag: string): string =>
    new RegExp(`<${tag}>([^<]{1,300})</${tag}>`).exec(text)?.[1] ?? "";
  const code = part("Code") || (response.status === 404 ? "NotFound" : "Error");
  const said = part("Message");
  return new S3Error(
    code,
    response.status,
    `The service in STORAGES refused ${did}: ${response.status} ${code}${said && `, ${said}`}`,
  );
}

export function noFile(name: string): S3Error {
  return new S3Error("ENOENT", 404, `There is no file ${JSON.stringify(name)} in the storage.`);
}
