import { askHolder } from './lock.ts';

/** What a command may ask the server that holds the data directory. */
const QUESTION = 'settled';
const YES = 'yes';

/** Answers that question, when it is true or cannot become true. */
export const answerSettled = (wait: () => Promise<void>) => async (question: string) =>
  question !== QUESTION
    ? 'unknown question'
    : wait().then(
        () => YES,
        (error) => (error instanceof Error ? error.message : String(error)),
      );

/** Waits until the server that holds the folder has brought everything it had acknowledged into the store. */
export async function askSettled(dir: string): Promise<{ isSettled: boolean; reason: string }> {
  const answer = await askHolder(dir, QUESTION);
  return { isSettled: answer === YES, reason: answer ?? 'it does not answer' };
}
