/** What the parts of every screen say for themselves. */
export const ui = {} as const;
