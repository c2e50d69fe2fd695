import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { HttpError } from '../errors.ts';

/** What the HTTP parser refuses never reaches a route; it gets an answer of the same shape all the same. */
export function answerClientError(fault: NodeJS.ErrnoException, socket: Duplex): void {
  if (fault.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, error } = refusalOf(fault.code);
  const text = JSON.stringify(error.toAnswer());
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(text)}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n${text}`,
  );
}

function refusalOf(code: string | undefined): { status: number; error: HttpError } {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return { status: 431, error: new HttpError('TOO_LARGE', { message: 'The headers are too large.' }) };
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return { status: 413, error: new HttpError('TOO_LARGE') };
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return { status: 408, error: new HttpError('REQUEST_TIMEOUT') };
    default:
      return { status: 400, error: new HttpError('INVALID_ENCODING', { message: 'The request is not valid HTTP.' }) };
  }
}
