/** Query keys of the imports context, the tenant first so that no casino's data can answer for another's. */
export const importKeys = {
  all: (casinoId: string) => [casinoId, 'imports'] as const,
  list: (casinoId: string) => [casinoId, 'imports', 'list'] as const,
  detail: (casinoId: string, importId: string) => [casinoId, 'imports', 'detail', importId] as const,
  rowsOf: (casinoId: string, importId: string) => [casinoId, 'imports', 'rows', importId] as const,
  rows: (casinoId: string, importId: string, status: string | null) =>
    [casinoId, 'imports', 'rows', importId, status] as const,
};
