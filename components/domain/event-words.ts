import { t, type WordKey } from '@/words/say';

/** The events there are, with what each says. A webhook for every event gets those of later versions too. */
export const EVENTS = {
  'player.enrolled': 'settings.event_playerEnrolled',
  'rating_slip.closed': 'settings.event_slipClosed',
  'rating_slip.reopened': 'settings.event_slipReopened',
  'loyalty.entry_posted': 'settings.event_entryPosted',
  'loyalty.tier_upgraded': 'settings.event_tierUpgraded',
  'loyalty.tier_reverted': 'settings.event_tierReverted',
  'loyalty.tier_set': 'settings.event_tierSet',
  'promo.coupon_issued': 'settings.event_couponIssued',
  'promo.coupon_voided': 'settings.event_couponVoided',
  'promo.coupon_replaced': 'settings.event_couponReplaced',
  'promo.coupon_expired': 'settings.event_couponExpired',
  'exclusion.hit': 'settings.event_exclusionHit',
  'mtl.day_closed': 'settings.event_cashDayClosed',
  'ctr.case_opened': 'settings.event_caseOpened',
  'report.posted': 'settings.event_reportPosted',
  'ledger.sealed': 'settings.event_ledgerSealed',
  'audit.sealed': 'settings.event_auditSealed',
  'mtl.sealed': 'settings.event_cashSealed',
} as const satisfies Record<string, WordKey>;

/** What an event says; the event's own name where there are no words for it. */
export function eventText(eventType: string): string {
  return Object.hasOwn(EVENTS, eventType) ? t(EVENTS[eventType as keyof typeof EVENTS]) : eventType;
}
