const MIB = 2 ** 20;

/** Current database of every query that people type. Nothing is ever made in it. */
export const EMPTY_DATABASE = 'trodden_nothing';

export const LIMITS = {
  queryLength: 16_384,
  rows: 10_000,
  bytes: 8 * MIB,
  atOnce: 2,
  timeoutMs: { min: 100, max: 30_000, fallback: 10_000 },
  params: 50,
} as const;

/** Read only comes with the limits in one statement: none of them can be changed afterwards. */
export const SETTINGS = {
  timeout_overflow_mode: 'throw',
  max_result_bytes: String(LIMITS.bytes),
  result_overflow_mode: 'throw',
  max_threads: 2,
  max_rows_to_read: '200000000',
  read_overflow_mode: 'throw',
  max_rows_in_join: '20000000',
  max_bytes_in_join: String(128 * MIB),
  join_overflow_mode: 'throw',
  max_rows_in_set: '5000000',
  max_bytes_in_set: String(128 * MIB),
  set_overflow_mode: 'throw',
  max_bytes_before_external_group_by: '0',
  max_bytes_before_external_sort: '0',
  max_ast_depth: '200',
  max_ast_elements: '5000',
  max_expanded_ast_elements: '20000',
  max_subquery_depth: '30',
  max_recursive_cte_evaluation_depth: '1000',
  function_range_max_elements_in_block: '1000000',
  // A cache of which granules hold nothing for a condition: seen to answer 0 for a whole project after queries that ended early.
  use_query_condition_cache: 0,
  use_query_cache: 0,
  allow_introspection_functions: 0,
  allow_ddl: 0,
  output_format_json_quote_64bit_integers: 1,
  output_format_json_quote_denormals: 0,
  output_format_json_named_tuples_as_objects: 1,
  readonly: '1',
} as const;
