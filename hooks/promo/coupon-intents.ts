import type { ErrorCode } from '@/lib/shared/errors';
import type { IssuePromoCouponInput, PromoCoupon, ReplacePromoCouponInput } from '@/services/promo/dtos';

/** What a person asked for, exactly as it is sent. */
export type CouponRequest =
  | { kind: 'issue'; input: IssuePromoCouponInput }
  | { kind: 'void'; couponId: string; reason: string }
  | { kind: 'replace'; couponId: string; input: ReplacePromoCouponInput };

/** Why the server refused. */
export type CouponRefusal = { code: ErrorCode; details?: Record<string, unknown> | undefined };

/** What became of a request. `unanswered`: it may or may not have been carried out; `retrying`: that is being asked. */
export type CouponOutcome =
  | { status: 'sending' | 'unanswered' | 'retrying' }
  | { status: 'answered'; coupon: PromoCoupon; isExisting: boolean }
  | { status: 'refused'; refusal: CouponRefusal };

/** One confirmed request and its key; only the same request under the same key finds out what became of it. */
export type CouponIntent = CouponOutcome & {
  /** Where it was confirmed: one form, which has one intent at a time. */
  place: string;
  idempotencyKey: string;
  request: CouponRequest;
  /** What a person reads of it: `Match play $25 for Ray Okafor`. */
  title: string;
};

/** The part of `Storage` that is used. */
export type IntentStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export type CouponIntents = ReturnType<typeof makeCouponIntents>;

/**
 * The intents of one person at one casino, in this tab. Those without an answer outlive a reload of the page, and come
 * back as `unanswered`. Storage that fails (full, or switched off) costs that, and nothing else.
 */
export function makeCouponIntents(storage: IntentStorage | null, storageKey: string) {
  let intents: readonly CouponIntent[] = read(storage, storageKey);
  const listeners = new Set<() => void>();
  const change = (next: readonly CouponIntent[]) => {
    intents = next;
    write(storage, storageKey, intents.filter(isOpen));
    for (const listener of listeners) listener();
  };
  const find = (place: string) => intents.find((intent) => intent.place === place) ?? null;
  return {
    getSnapshot: () => intents,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    find,
    /** Takes a new intent as `sending`. False, and nothing changed, while its place has one without an answer. */
    begin(intent: Pick<CouponIntent, 'place' | 'idempotencyKey' | 'request' | 'title'>): boolean {
      const known = find(intent.place);
      if (known && isOpen(known)) return false;
      change([...intents.filter(({ place }) => place !== intent.place), { ...intent, status: 'sending' }]);
      return true;
    },
    /** Notes what became of an intent that is still here. */
    settle(idempotencyKey: string, outcome: CouponOutcome): void {
      change(
        intents.map((intent) => (intent.idempotencyKey === idempotencyKey ? { ...bare(intent), ...outcome } : intent)),
      );
    },
    /** Forgets an intent, whatever became of it. */
    forget(idempotencyKey: string): void {
      change(intents.filter((intent) => intent.idempotencyKey !== idempotencyKey));
    },
  };
}

/** Whether the server has yet to say what became of it. */
export function isOpen(intent: CouponIntent): boolean {
  return intent.status !== 'answered' && intent.status !== 'refused';
}

function bare({ place, idempotencyKey, request, title }: CouponIntent) {
  return { place, idempotencyKey, request, title };
}

function read(storage: IntentStorage | null, storageKey: string): readonly CouponIntent[] {
  try {
    const kept: unknown = JSON.parse(storage?.getItem(storageKey) ?? '[]');
    if (!Array.isArray(kept)) return [];
    return kept.filter(isKept).map((intent) => ({ ...bare(intent), status: 'unanswered' as const }));
  } catch {
    return [];
  }
}

function write(storage: IntentStorage | null, storageKey: string, open: readonly CouponIntent[]): void {
  try {
    if (open.length === 0) storage?.removeItem(storageKey);
    else storage?.setItem(storageKey, JSON.stringify(open.map(bare)));
  } catch {
    // What is on the screen still holds; only a reload would forget it.
  }
}

function isKept(value: unknown): value is CouponIntent {
  if (typeof value !== 'object' || value === null) return false;
  const { place, idempotencyKey, request, title } = value as Record<string, unknown>;
  return (
    typeof place === 'string' && typeof idempotencyKey === 'string' && typeof title === 'string' && isRequest(request)
  );
}

function isRequest(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value;
}
