/** An error as ClickHouse names it: the client reads the code from the text, other callers from the header. */
export class Exception extends Error {
  override readonly name = 'Exception';
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

const UNKNOWN_EXCEPTION = 1002;

export function exception(code: number, type: string, text: string): Exception {
  return new Exception(code, `Code: ${code}. DB::Exception: ${text} (${type})`);
}

/** Gives whatever the engine threw its code; anything else is an unknown exception, as on a server. */
export function asException(error: unknown): Exception {
  if (error instanceof Exception) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code = /^Code: (\d+)/.exec(message)?.[1];
  if (code !== undefined) return new Exception(Number(code), message);
  return exception(UNKNOWN_EXCEPTION, 'UNKNOWN_EXCEPTION', message);
}

/** Status by exception code, as ClickHouse's `exceptionCodeToHTTPStatus` maps them; all others are 500. */
const STATUS_CODES: ReadonlyArray<readonly [status: number, codes: readonly number[]]> = [
  [400, [6, 8, 15, 25, 26, 27, 36, 38, 41, 44, 53, 62, 72, 117, 167, 168, 223, 321, 376, 427, 441, 675, 676]],
  [401, [194]],
  [403, [192, 193, 497, 512, 516]],
  [404, [46, 47, 50, 56, 60, 63, 73, 78, 81, 115, 336, 511]],
  [408, [159]],
  [501, [48]],
  [503, [76, 209, 439]],
];
const STATUS_BY_CODE = new Map(STATUS_CODES.flatMap(([status, codes]) => codes.map((code) => [code, status] as const)));

export function httpStatus(code: number): number {
  return STATUS_BY_CODE.get(code) ?? 500;
}
