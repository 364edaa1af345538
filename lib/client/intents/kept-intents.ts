import type { ErrorCode } from '@/lib/shared/errors';

/** Why the server refused. `retryAfterSeconds` is set where it named a wait. */
export type Refusal = {
  code: ErrorCode;
  details?: Record<string, unknown> | undefined;
  retryAfterSeconds?: number | undefined;
};

/** What became of a request. `unanswered`: it may or may not have been carried out; `retrying`: that is being asked. */
export type Outcome<Answer> =
  | { status: 'sending' | 'unanswered' | 'retrying' }
  | { status: 'answered'; answer: Answer }
  | { status: 'refused'; refusal: Refusal };

/** What a person confirmed, exactly as it is sent. */
type Confirmed<Request> = {
  /** Where it was confirmed: one form, which has one intent at a time. */
  place: string;
  idempotencyKey: string;
  request: Request;
  /** What a person reads of it: `Match play $25 for Ray Okafor`. */
  title: string;
};

/** One confirmed request and its key; only the same request under the same key finds out what became of it. */
export type KeptIntent<Request, Answer> = Outcome<Answer> & Confirmed<Request>;

/** An intent that the server answered or refused. */
export type SettledIntent<Request, Answer> = Extract<Outcome<Answer>, { status: 'answered' | 'refused' }> &
  Confirmed<Request>;

/** The part of `Storage` that is used. */
export type IntentStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The intents of one kind, person and casino. */
export type KeptIntents<Request, Answer> = ReturnType<typeof makeKeptIntents<Request, Answer>>;

/**
 * The intents of one person at one casino, in this tab. Those without an answer outlive a reload of the page, and come
 * back as `unanswered`, if `isRequest` knows what they ask for. Storage that fails (full, or switched off) costs that,
 * and nothing else.
 */
export function makeKeptIntents<Request, Answer>(
  storage: IntentStorage | null,
  storageKey: string,
  isRequest: (value: unknown) => value is Request,
) {
  type Intent = KeptIntent<Request, Answer>;
  const readKept = (): readonly Intent[] =>
    read(storage, storageKey, isRequest).map((confirmed) => ({ ...confirmed, status: 'unanswered' as const }));
  let intents = readKept();
  const listeners = new Set<() => void>();
  const formsByPlace = new Map<string, number>();
  const countForms = (place: string) => formsByPlace.get(place) ?? 0;
  const change = (next: readonly Intent[]) => {
    intents = next;
    write(storage, storageKey, intents.filter(isOpen).map(bare));
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
    /** Notes that a form of the place is on screen, which says what becomes of its intent; to be called once it leaves. */
    showForm(place: string): () => void {
      formsByPlace.set(place, countForms(place) + 1);
      return () => void formsByPlace.set(place, countForms(place) - 1);
    },
    /** The intent of a place that was settled while no form of it was on screen to say so. */
    findUntold(place: string): SettledIntent<Request, Answer> | null {
      const known = find(place);
      return known && isSettled(known) && countForms(place) === 0 ? known : null;
    },
    /** Takes a new intent as `sending`. False, and nothing changed, while its place has one without an answer. */
    begin(confirmed: Confirmed<Request>): boolean {
      const known = find(confirmed.place);
      if (known && isOpen(known)) return false;
      change([...intents.filter(({ place }) => place !== confirmed.place), { ...confirmed, status: 'sending' }]);
      return true;
    },
    /** Notes what became of an intent that is still here. */
    settle(idempotencyKey: string, outcome: Outcome<Answer>): void {
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
export function isOpen({ status }: { status: Outcome<unknown>['status'] }): boolean {
  return status !== 'answered' && status !== 'refused';
}

function isSettled<Request, Answer>(
  intent: KeptIntent<Request, Answer>,
): intent is KeptIntent<Request, Answer> & SettledIntent<Request, Answer> {
  return !isOpen(intent);
}

function bare<Request>({ place, idempotencyKey, request, title }: Confirmed<Request>): Confirmed<Request> {
  return { place, idempotencyKey, request, title };
}

function read<Request>(
  storage: IntentStorage | null,
  storageKey: string,
  isRequest: (value: unknown) => value is Request,
): Confirmed<Request>[] {
  try {
    const kept: unknown = JSON.parse(storage?.getItem(storageKey) ?? '[]');
    if (!Array.isArray(kept)) return [];
    return kept.filter((value) => isKept(value, isRequest)).map(bare);
  } catch {
    return [];
  }
}

function write(storage: IntentStorage | null, storageKey: string, open: readonly Confirmed<unknown>[]): void {
  try {
    if (open.length === 0) storage?.removeItem(storageKey);
    else storage?.setItem(storageKey, JSON.stringify(open));
  } catch {
    // What is on the screen still holds; only a reload would forget it.
  }
}

function isKept<Request>(value: unknown, isRequest: (value: unknown) => value is Request): value is Confirmed<Request> {
  if (typeof value !== 'object' || value === null) return false;
  const { place, idempotencyKey, request, title } = value as Record<string, unknown>;
  return (
    typeof place === 'string' && typeof idempotencyKey === 'string' && typeof title === 'string' && isRequest(request)
  );
}
