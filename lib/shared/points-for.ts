/** How many points pay for an amount, rounded up to whole points, as `app.points_for_cents` has it. */
export function pointsFor(amountCents: number, centsPer1000Points: number): number {
  return Math.ceil((amountCents * 1000) / centsPer1000Points);
}
