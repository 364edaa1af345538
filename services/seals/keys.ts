/** Query keys of seals, the tenant first so that no casino's data can answer for another's. */
export const sealKeys = {
  list: (casinoId: string) => [casinoId, 'seals'] as const,
};
