import { expect, it } from 'vitest';
import { viewportsAround } from './width.ts';

it('takes in the width itself and windows a tenth off', () => {
  expect(viewportsAround(1_280)).toEqual({ viewport_min: '1152', viewport_max: '1409' });
  expect(viewportsAround(1)).toEqual({ viewport_min: '0', viewport_max: '3' });
});
