/** Legacy files: sending, reading, mapping. */
export const imports = {} as const;
