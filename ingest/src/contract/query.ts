/** `POST /api/query` */
export interface QueryRequest {
  /** One SELECT over the tables of `GET /api/query/schema`. */
  query: string;
  /** Values of `{name:Type}` placeholders. */
  params?: Record<string, string | number | boolean | null | (string | number)[]>;
  timeout_ms?: number;
  /** Only events and replays of this time, half-open, in milliseconds. */
  from?: number;
  to?: number;
}

export interface QueryColumn {
  name: string;
  /** As ClickHouse names it. */
  type: string;
}

/** Integers beyond 2⁵³ are text. */
export interface QueryAnswer {
  columns: QueryColumn[];
  rows: unknown[][];
  elapsed_ms: number;
  /** There were more rows than an answer holds. */
  truncated: boolean;
}

/** `GET /api/query/schema` */
export interface QuerySchemaAnswer {
  tables: { name: string; about: string; columns: QueryColumn[] }[];
  limits: { rows: number; bytes: number; timeout_ms: number; at_once: number; query_length: number };
}
