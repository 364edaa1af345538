// @ts-check
// What a verdict says to a person: on the command line and on the page alike.

/** @param {import('./verify.js').Verdict} verdict */
function trustSentence({ isKeyTrusted, keyFingerprint }) {
  if (isKeyTrusted) return 'It is signed with the key that you hold from the operator.';
  return `No key of the operator was given. Compare the key's SHA-256 with the operator: ${keyFingerprint}`;
}

/** @param {import('./verify.js').Verdict} verdict @returns {string[]} */
export function sentencesOf(verdict) {
  const { isSound, manifest, failures, failureCount, roots } = verdict;
  const heading = manifest
    ? [
        `Pack of ${manifest.casino.name}, gaming days ${manifest.from} to ${manifest.to}, made ${manifest.madeAt} by ${manifest.madeBy}.`,
      ]
    : [];
  if (!isSound) {
    const more = failureCount > failures.length ? [`and ${failureCount - failures.length} more.`] : [];
    return [
      ...heading,
      `NOT SOUND: ${failureCount} ${failureCount === 1 ? 'thing does' : 'things do'} not fit.`,
      ...failures,
      ...more,
    ];
  }
  const { entries, pointsGiven, pointsTaken, seals } = /** @type {NonNullable<typeof manifest>} */ (manifest).totals;
  return [
    ...heading,
    'SOUND: nothing was changed since it was signed, and everything in it adds up.',
    trustSentence(verdict),
    `${entries} entries of the ledger, ${pointsGiven} points given, ${pointsTaken} taken; ${seals} seals.`,
    ...roots.map(({ kind, day, root }) => `Newest seal of the ${kind}, ${day}: ${root}`),
  ];
}
