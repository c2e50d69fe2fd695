/** Settings given to every read unless the caller asks for others. Results are buffered whole, so they must have an end. */
export type Limits = {
  max_execution_time: number;
  max_result_bytes: number;
  max_memory_usage: number;
  max_bytes_before_external_group_by: number;
  max_bytes_before_external_sort: number;
};

const MIB = 2 ** 20;

/** No read may take so much memory that a write fails for want of it. */
export function readLimits(memoryBytes: number): Limits {
  return {
    max_execution_time: 60,
    max_result_bytes: 256 * MIB,
    max_memory_usage: Math.floor(memoryBytes / 2),
    max_bytes_before_external_group_by: Math.floor(memoryBytes / 4),
    max_bytes_before_external_sort: Math.floor(memoryBytes / 4),
  };
}

/** Raw SQL that people type: one narrow lane, a smaller share of everything. */
export function untrustedLimits(memoryBytes: number): Limits {
  return {
    max_execution_time: 30,
    max_result_bytes: 16 * MIB,
    max_memory_usage: Math.floor(memoryBytes / 4),
    max_bytes_before_external_group_by: Math.floor(memoryBytes / 8),
    max_bytes_before_external_sort: Math.floor(memoryBytes / 8),
  };
}

/** Statements at the same time, by kind of connection. */
export const LANE_WIDTHS = { read: 6, write: 4, session: 8, untrusted: 2 } as const;
const ADMIN_CONNECTIONS = 1;
/** Left for file access and gzip when every connection is at work; without it a heavy query takes the last thread. */
const SPARE_THREADS = 5;

export const ENGINE_THREADS =
  Object.values(LANE_WIDTHS).reduce((sum, width) => sum + width, ADMIN_CONNECTIONS) + SPARE_THREADS;

/** Bodies above this are written to a file, which the engine parses in parallel: 1.2x at 6 MB, 1.7x at 30 MB, equal at 1 MB. */
export const SPILL_ABOVE_BYTES = 2 * MIB;
export const MAX_BODY_BYTES = 1_024 * MIB;
/** Bodies that cannot be spilled: a statement, or rows for a target that takes no file. */
export const MAX_BUFFERED_BYTES = 256 * MIB;
