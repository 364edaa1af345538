/** A small casino to begin with, as `npm run first-casino` takes it. Whatever is left out is set up on the screens. */
export const EXAMPLE_CASINO = {
  slug: 'riverside',
  name: 'Riverside',
  timeZone: 'America/Chicago',
  gamingDayStart: '06:00',
  currency: 'USD',
  pointsPerTheo: 10,
  centsPerThousandPoints: 1000,
  tiers: [
    { code: 'classic', name: 'Classic', multiplier: 1, thresholdPoints: 0 },
    { code: 'select', name: 'Select', multiplier: 1.25, thresholdPoints: 10_000 },
  ],
  games: [
    { gameType: 'blackjack', name: 'Blackjack', houseEdge: 0.01, decisionsPerHour: 70 },
    { gameType: 'roulette', name: 'Roulette', houseEdge: 0.0526, decisionsPerHour: 38 },
  ],
  pits: [
    {
      name: 'Main',
      tables: [
        { label: 'BJ-01', gameType: 'blackjack', seatCount: 6, minBetCents: 1500, maxBetCents: 50_000 },
        { label: 'RO-01', gameType: 'roulette', seatCount: 8, minBetCents: 500, maxBetCents: 25_000 },
      ],
    },
  ],
  shifts: [
    { name: 'Day', startsAtLocal: '06:00' },
    { name: 'Swing', startsAtLocal: '14:00' },
    { name: 'Grave', startsAtLocal: '22:00' },
  ],
  staff: [
    { email: 'admin@riverside.example', name: 'First Admin', role: 'admin' },
    { email: 'compliance@riverside.example', name: 'First Compliance', role: 'compliance' },
    { email: 'pitboss@riverside.example', name: 'First Pit Boss', role: 'pit_boss' },
  ],
};
