import { expectTypeOf, test } from 'vitest';
import type { z } from 'zod';
import type { UnjudgedChunk } from './index.ts';
import type { replayChunkSchema } from './replay.ts';

/** `satisfies` alone lets the schema have a key more than its interface. */
test('the schema says exactly what its interface says', () => {
  expectTypeOf<z.infer<typeof replayChunkSchema>>().toEqualTypeOf<UnjudgedChunk>();
});
