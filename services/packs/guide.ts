import 'server-only';
import type { PackFacts } from './dtos';

/** What stands in a pack for whoever opens it. In English, as are its columns: it is read in another house. */
export function guide({ casino, from, to, timeZone, gamingDayStart, earlierDayRules }: PackFacts): string {
  const earlier = earlierDayRules
    .map((rule) => `, up to that of ${rule.through} at ${rule.gamingDayStart} in ${rule.timeZone}`)
    .join('');
  return `Pack of ${casino.name}, gaming days ${from} to ${to}.
A gaming day begins at ${gamingDayStart} in ${timeZone}${earlier}. Amounts are in cents, times in UTC.

rewards.csv                comps and coupons with patron, issuer, value, type and date
rewards-by-month.csv       the same, added up by month and type
coupons.csv                every coupon that was outstanding in these days, where it came from and what became of it
coupon-reconciliation.csv  the same, added up by program
configuration-changes.csv  changes of settings, rewards, tiers, earning and promo programs, with before and after
overrides.csv              corrections, reversals, tiers set by hand, coupons voided and replaced, exceptions confirmed
ctr-cases.csv              cases that are due a currency transaction report, with what they come to and what was filed
ctr-entries.csv            every entry of the cash log behind them
seals/                     one text for each closed gaming day; its SHA-256 is the seal
ledger/entries.txt         every entry that these seals cover: the hash before, its hash, and the text it is made of
cash-log/rows.txt          every row that the seals of the cash log cover
manifest.json              what is in the pack, with the SHA-256 of every file
manifest.sig               the signature of manifest.json: ECDSA on P-256 with SHA-256, both numbers in hexadecimal

To check it, open verify-pack.html (from the operator, or from whoever you trust more) or run: verify-pack PACK.zip --key OPERATOR.pem
`;
}
