/** A text as the store's SQL writes it. For what cannot travel as a parameter. */
export const sqlLiteral = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`;
