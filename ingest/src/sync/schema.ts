import { z } from 'zod';
import { idSchema, type SyncedTeam, type SyncedUser, timeSchema } from '../contract/index.ts';

/** Records in one batch. */
const MAX_RECORDS = 1_000;
const MAX_NAME_LENGTH = 256;
const MAX_DATA_BYTES = 8_192;
const LARGEST_SEQUENCE_ID = 2n ** 64n - 1n;

/** Halves of characters cannot be stored, and would refuse the whole batch. */
const isWhole = (text: string) => !/\p{Surrogate}/u.test(text);

const sequenceId = z.union([
  z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER),
  z
    .string()
    .regex(/^\d{1,20}$/)
    .refine((digits) => BigInt(digits) <= LARGEST_SEQUENCE_ID),
]);

const data = z
  .record(z.string(), z.unknown())
  .refine((value) => Buffer.byteLength(JSON.stringify(value)) <= MAX_DATA_BYTES && isWhole(JSON.stringify(value)));

const team = {
  id: idSchema.refine(isWhole),
  sequence_id: sequenceId,
  deleted: z.boolean().optional(),
  display_name: z.string().max(MAX_NAME_LENGTH).refine(isWhole).optional(),
  data: data.optional(),
};

const teamSchema = z.object(team) satisfies z.ZodType<SyncedTeam>;
const userSchema = z.object({
  ...team,
  is_anonymous: z.boolean().optional(),
  signed_up_at_ms: timeSchema.optional(),
}) satisfies z.ZodType<SyncedUser>;

const records = <Record extends z.ZodType>(schema: Record) => z.array(schema).min(1).max(MAX_RECORDS);

export const userBatchSchema = z.object({ users: records(userSchema) });
export const teamBatchSchema = z.object({ teams: records(teamSchema) });
