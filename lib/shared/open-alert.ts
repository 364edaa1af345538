/** Whether an alert calls for a look: it fires, and nobody has acknowledged it as it is now. Apart from its schema, which no screen needs for that. */
export function isOpenAlert({ isFiring, acknowledgement }: { isFiring: boolean; acknowledgement: unknown }): boolean {
  return isFiring && acknowledgement === null;
}
