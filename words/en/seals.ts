/** The seals of the ledger. */
export const seals = {
  seals: 'Seals',
  meaning:
    'Each closed gaming day has one figure over where every player’s ledger ended. Compare it with the copy that was sent to your own system: where the two differ, somebody changed the record.',
  nothingSealed: 'Nothing is sealed yet',
  nothingSealedMeaning: 'A gaming day is sealed about an hour after it ends.',
  showAll: '{count, plural, one {Show all # seal} other {Show all # seals}}',
  entries: '{count, plural, one {# entry} other {# entries}}',
  text: 'Text',
  textOf: 'Text of what was sealed on {day}',
} as const;
