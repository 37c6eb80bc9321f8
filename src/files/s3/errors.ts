/** The service refused a request or could not be reached. Contains neither keys nor signatures. */
export class S3Error extends Error {
  override readonly name = "S3Error";
  /** The service's code, such as `AccessDenied`, or `ENOENT` for a missing file. */
  readonly code: string;
  /** Status of the response; 0 without a response. */
  readonly status: number;

  constructor(code: string, status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.status = status;
  }
}

/** @param did The request without its query: `PUT notes/x.txt`. */
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
