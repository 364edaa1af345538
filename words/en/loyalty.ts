/** Issuing rewards, and the proof of the ledger. */
export const loyalty = {} as const;
