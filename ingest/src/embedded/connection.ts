import type { Native, NativeConnection } from './native.ts';

/** Rows and bytes as the `X-ClickHouse-Summary` header wants them. */
export type Outcome = {
  body: Buffer;
  elapsedSeconds: number;
  readRows: number;
  readBytes: number;
  writtenRows: number;
  writtenBytes: number;
};

/** An engine connection. Calls on it must not overlap. */
export type Connection = {
  query(sql: string, format: string): Promise<Outcome>;
  /** A statement that writes; `data` are the rows behind it, empty when the statement names its own source. */
  write(sql: string, data: Buffer): Promise<Outcome>;
  close(): void;
};

const EMPTY = Buffer.alloc(0);

export function wrapConnection(native: Native, connection: NativeConnection): Connection {
  let open = true;
  return {
    async query(sql, format) {
      const result = await native.QueryAsyncConnection(connection, sql, format);
      const { buffer, byteOffset, byteLength } = result.bytes;
      return {
        body: Buffer.from(buffer, byteOffset, byteLength),
        elapsedSeconds: result.elapsed,
        readRows: result.rowsRead,
        readBytes: result.bytesRead,
        writtenRows: 0,
        writtenBytes: 0,
      };
    },

    async write(sql, data) {
      const result = await native.InsertRawAsyncConnection(connection, sql, data, false);
      return {
        body: EMPTY,
        elapsedSeconds: result.elapsed,
        readRows: result.rowsWritten,
        readBytes: result.bytesWritten,
        writtenRows: result.rowsWritten,
        writtenBytes: result.bytesWritten,
      };
    },

    close() {
      if (open) native.CloseConnection(connection);
      open = false;
    },
  };
}
