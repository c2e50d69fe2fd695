import type { Capture } from '../capture/index.ts';
import { createRecorder } from './recorder.ts';

/** Records this page load. Whether the session is one to record was decided before this was loaded. */
export const start: Capture = (context) => createRecorder(context);
