/** `*` stands for anything; everything else for itself. */
export const likePattern = (value: string) => value.replace(/[\\%_]/g, '\\$&').replaceAll('*', '%');
