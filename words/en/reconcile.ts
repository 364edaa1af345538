/** The queue of rows, what is done with them, and what was done. */
export const reconcile = {} as const;
