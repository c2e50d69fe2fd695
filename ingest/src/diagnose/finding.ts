/** One thing that was looked at. `fault` needs somebody to do something; `note` is worth knowing. */
export interface Finding {
  level: 'ok' | 'note' | 'fault';
  what: string;
  /** What to do about it. */
  advice?: string | undefined;
}

export const ok = (what: string): Finding => ({ level: 'ok', what });
export const note = (what: string, advice?: string): Finding => ({ level: 'note', what, advice });
export const fault = (what: string, advice: string): Finding => ({ level: 'fault', what, advice });
