/** Everything of ours in the console begins so, and can be filtered by it. */
export const say = (...words: unknown[]): void => console.info('[trodden]', ...words);
