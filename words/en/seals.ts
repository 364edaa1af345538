/** The seals of the ledger. */
export const seals = {} as const;
