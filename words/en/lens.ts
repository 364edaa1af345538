/** What stands out for compliance: patterns of the cash log, and what staff do with rewards and coupons. */
export const lens = {
  loading: 'Loading what stands out',
  loadingRows: 'Loading the rows',
  meaning_cash:
    'Patterns of the cash log that are unlike others, or unlike the patron’s own past. A finding is no accusation: it is a figure beside what is usual, and the rows behind it.',
  meaning_insider:
    'What staff gave, voided and replaced, where it is unlike their colleagues or their own past. A finding is no accusation: people change shifts, and hosts have patrons of their own.',
  days: 'How many gaming days',
  span: '{days, plural, one {# gaming day} other {# gaming days}}',
  withAcknowledged: 'Acknowledged ones too',
  reset: 'Show the last 15 days',
  findings: 'What stands out',
  nothing: 'Nothing stands out',
  nothingMeaning: 'In these days no figure is unlike the others that nobody has acknowledged.',
  showAcknowledged: 'Show acknowledged ones too',
  more: 'The {shown} most unusual of {total}. Choose fewer days to see the others.',
  acknowledged: 'Acknowledged',
  acknowledge: 'Acknowledge',
  acknowledgeOf: 'Acknowledge: {finding}',
  acknowledgedBy: 'Acknowledged {when} by {staff}: {reason}',
  acknowledgedBefore: 'New rows since {staff} acknowledged it, {when}: {reason}',
  reason: 'What you found when you looked into it',
  comesBack: 'It is not shown any more until a new row stands behind it.',
  acknowledgeEverything: 'Acknowledge all…',
  acknowledgeMany: 'Acknowledge {count, plural, one {# finding} other {# findings}}',
  reasonMany: 'What you found when you looked into them',
  comeBack: 'They are not shown any more. Each comes back when a new row stands behind it.',
  ownStay: '{count, plural, one {One that names you stays} other {# that name you stay}} for a colleague to look into.',
  allAcknowledged: '{count, plural, one {# finding} other {# findings}} acknowledged',
  passedOver:
    '{count, plural, one {One had} other {# had}} been acknowledged by a colleague, or had other rows meanwhile.',
  rows: '{count, plural, one {# row} other {# rows}}',
  rowsOf: '{count, plural, one {# row} other {# rows}} behind: {finding}',
  rowsBehind: 'Rows behind it',
  points: '{points} points',
  baseline:
    'Usual of {others, plural, one {# other} other {# others}}: {median}, up to {allowed}. It stands out from {from}.',
  baselineOwnDays:
    'Usual of {others, plural, one {# earlier day} other {# earlier days}} of their own: {median}, up to {allowed}. It stands out from {from}.',
  baselineOwnWeeks:
    'Usual of {others, plural, one {# earlier week} other {# earlier weeks}} of their own: {median}, up to {allowed}. It stands out from {from}.',
  noBaseline: 'Nothing to compare it with. It stands out from {from}.',
  kind_under_step: 'Many amounts just under a step',
  kind_in_out_alike: 'In and out nearly alike',
  kind_same_description: 'One description, several patrons',
  kind_chip_walk: 'Chips bought and not redeemed',
  kind_own_past_in: 'More cash in than on their own days',
  kind_own_past_out: 'More cash out than on their own days',
  kind_patron_share: 'Rewards mostly to one patron',
  kind_outside_usual: 'Rewards away from the usual tables or hours',
  kind_void_after_play: 'Coupons voided after play',
  kind_replace_chain: 'A coupon replaced again and again',
  kind_dormant_account: 'Points for a dormant account',
  kind_staff_namesake: 'Points for a namesake of staff',
  kind_overrides: 'Many rewards above the soft cap',
  kind_overrides_own_past: 'More above the soft cap than in their own weeks',
  text_under_step:
    '{count, plural, one {# currency entry} other {# currency entries}} just under a step, {cents} together; {over, plural, one {# entry} other {# entries}} just over one.',
  text_in_out_alike: '{cashInCents} in and {cashOutCents} out on one gaming day.',
  text_same_description:
    'The same words were written down for {count, plural, one {# person} other {# people}}, in {entries, plural, one {# entry} other {# entries}}.',
  text_chip_walk: '{boughtCents} of chips bought, {redeemedCents} redeemed: {figure} not redeemed in these days.',
  text_own_past_in:
    '{figure} in on one gaming day, {times} times the median of this patron’s {days, plural, one {# earlier day} other {# earlier days}} with cash in. People win, travel and come into money.',
  text_own_past_out:
    '{figure} out on one gaming day, {times} times the median of this patron’s {days, plural, one {# earlier day} other {# earlier days}} with cash out. A good run pays out, too.',
  text_patron_share: '{given} of {allGiven} rewards of one issuer, {figure}, went to this patron.',
  text_outside_usual:
    '{count, plural, one {# reward} other {# rewards}} of {given} where or when the issuer gave none in the 28 gaming days before: {byTable} at other tables, {byHour} in other hours.',
  text_void_after_play:
    '{count, plural, one {# coupon} other {# coupons}} of {voided} that were voided had a player who sat at a table while the coupon was good.',
  text_replace_chain:
    'One coupon was replaced {count, plural, one {once} other {# times}} by {people, plural, one {# person} other {# people}}.',
  text_dormant_account:
    '{points} points were given by hand after {count, plural, one {# day} other {# days}} without an entry or a visit; play has earned {earned} since.',
  text_staff_namesake: '{figure} points were given by hand to a player with the same name as somebody of the staff.',
  text_overrides:
    '{count, plural, one {# reward} other {# rewards}} of {given} were above the soft cap. Each has its note.',
  text_overrides_own_past:
    '{count, plural, one {# reward} other {# rewards}} of {given} in one week were above the soft cap, more than is usual of this person’s own weeks before. Each has its note.',
} as const;
