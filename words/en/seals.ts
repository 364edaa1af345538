/** The seals of the records. */
export const seals = {
  seals: 'Seals',
  meaning:
    'Each closed gaming day has one figure over each record: the ledger, the audit trail and the cash log. Compare it with the copy that was sent to your own system: where the two differ, somebody changed the record.',
  kind: 'Which record',
  kind_ledger: 'Ledger',
  kind_audit: 'Audit trail',
  kind_mtl: 'Cash log',
  nothingSealed: 'Nothing is sealed yet',
  nothingSealedMeaning: 'A gaming day is sealed about an hour after it ends.',
  showAll: '{count, plural, one {Show all # seal} other {Show all # seals}}',
  entries: '{count, plural, one {# entry} other {# entries}}',
  text: 'Text',
  textOf: 'Text of what was sealed on {day}',
  pack: 'A pack for a regulator',
  packMeaning:
    'One signed file with the ledger and the cash log of sealed gaming days, their seals, comps and coupons, cash reports, changes and exceptions. Whoever gets it can check it without Pitside. That you make it goes on record.',
  pack_from: 'First gaming day',
  pack_to: 'Last gaming day',
  packMake: 'Make the pack',
  packStop: 'Stop',
  packComing: 'It is being made: {kilobytes} kB so far.',
  packStopped: 'Stopped: nothing was saved. That it was begun is on record.',
  packDone: '{name} is in your downloads.',
  verifier: 'The program that checks packs',
  witness: 'How somebody outside can witness a seal',
  witness_download: 'Download the text of a day: its SHA-256 is the figure beside it. It names no person.',
  witness_stamp:
    'Have it time-stamped (RFC 3161, as with openssl ts), or sign it with a key that you hold. The operator’s guide to seals has the commands.',
  witness_keep:
    'Keep the answer where nobody who administers the database can write. Each figure contains the day before, so one a week covers the week.',
} as const;
