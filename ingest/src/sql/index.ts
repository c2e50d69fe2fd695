export { EMPTY_DATABASE, LIMITS } from './limits.ts';
export type { SqlClients } from './run-sql.ts';
export { prepareSql, runSql } from './run-sql.ts';
export { sqlSchema } from './schema.ts';
