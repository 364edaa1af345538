/** Query keys of what waits for compliance, the tenant first so that no casino's data can answer for another's. */
export const complianceKeys = {
  waiting: (casinoId: string) => [casinoId, 'compliance-waiting'] as const,
};
