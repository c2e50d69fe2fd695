import { createRequire } from 'node:module';
import { locateNative, unloadable } from './platform.ts';

/** One engine connection: its own settings, parameters, current database and temporary tables. */
export type NativeConnection = { readonly nativeConnection: unique symbol };

type QueryResult = { bytes: Uint8Array; elapsed: number; rowsRead: number; bytesRead: number };
type WriteResult = { elapsed: number; rowsWritten: number; bytesWritten: number };

/**
 * The part of chDB's native addon that we call. Its JavaScript wrapper would build the statement of a raw insert from a
 * table name; the addon takes the client's own text, hands the Buffer over without a copy or a UTF-8 round trip, and
 * tells how many rows were written.
 */
export type Native = {
  CreateConnection(directory: string, engineArguments?: readonly string[]): NativeConnection | null;
  CloseConnection(connection: NativeConnection): void;
  QueryAsyncConnection(connection: NativeConnection, sql: string, format: string): Promise<QueryResult>;
  InsertRawAsyncConnection(
    connection: NativeConnection,
    statement: string,
    data: Buffer,
    countLines: boolean,
  ): Promise<WriteResult>;
};

export function loadNative(): Native {
  const { name, path } = locateNative();
  try {
    return createRequire(import.meta.url)(path);
  } catch (error) {
    throw unloadable(name, error);
  }
}
