import { type FailedOutcome, isOpen, type Outcome, outcomeOfFailure } from './outcome';
import { type IntentStorage, makeSessionStore } from './session-store';

/** What a person confirmed, exactly as it is sent. */
type Confirmed<Request> = {
  /** Where it was confirmed: one form, which has one intent at a time. */
  place: string;
  idempotencyKey: string;
  request: Request;
  /** What a person reads of it: `Weekday match play for Ray Okafor`. */
  title: string;
};

/** One confirmed request and its key; only the same request under the same key finds out what became of it. */
export type KeptIntent<Request, Answer> = Outcome<Answer> & Confirmed<Request>;

/** An intent that the server answered or refused. */
export type SettledIntent<Request, Answer> = Extract<Outcome<Answer>, { status: 'answered' | 'refused' }> &
  Confirmed<Request>;

/** The intents of one kind, person and casino. */
export type KeptIntents<Request, Answer> = ReturnType<typeof makeKeptIntents<Request, Answer>>;

/**
 * The intents of one person at one casino, in this tab. Those without an answer outlive a reload of the page, and come
 * back as `unanswered`, if `isRequest` knows what they ask for.
 */
export function makeKeptIntents<Request, Answer>(
  storage: IntentStorage | null,
  name: string,
  isRequest: (value: unknown) => value is Request,
) {
  type Intent = KeptIntent<Request, Answer>;
  const store = makeSessionStore<Intent>({
    storage,
    name,
    idOf: ({ place }) => place,
    toKept: (intent) => (isOpen(intent) ? bare(intent) : null),
    fromKept: (value) => (isKept(value, isRequest) ? { ...bare(value), status: 'unanswered' } : null),
  });
  const formsByPlace = new Map<string, number>();
  const countForms = (place: string) => formsByPlace.get(place) ?? 0;
  const find = (place: string) => store.list().find((intent) => intent.place === place) ?? null;
  const change = (idempotencyKey: string, decide: (intent: Intent) => Intent | null) => {
    for (const intent of store.list()) if (intent.idempotencyKey === idempotencyKey) store.change(intent.place, decide);
  };
  return {
    getSnapshot: store.list,
    subscribe: store.subscribe,
    find,
    /** Notes that a form of the place is on screen, which says what becomes of its intent; to be called once it leaves. */
    showForm(place: string): () => void {
      formsByPlace.set(place, countForms(place) + 1);
      return () => void formsByPlace.set(place, countForms(place) - 1);
    },
    /** The intent of a place that was settled while no form of it was on screen to say so. */
    findLate(place: string): SettledIntent<Request, Answer> | null {
      const known = find(place);
      return known && isSettled(known) && countForms(place) === 0 ? known : null;
    },
    /** Takes a new intent as `sending`. False, and nothing changed, while its place has one without an answer. */
    begin(confirmed: Confirmed<Request>): boolean {
      const known = find(confirmed.place);
      if (known && isOpen(known)) return false;
      store.change(confirmed.place, () => null);
      store.add({ ...confirmed, status: 'sending' });
      return true;
    },
    /** Notes what became of an intent that is still here. */
    settle(idempotencyKey: string, outcome: Outcome<Answer>): void {
      change(idempotencyKey, (intent) => ({ ...bare(intent), ...outcome }));
    },
    /** Forgets an intent, whatever became of it. */
    forget(idempotencyKey: string): void {
      change(idempotencyKey, () => null);
    },
  };
}

/** As `outcomeOfFailure`; what a session's end kept from being looked at is asked about after the next sign-in. */
export function keptOutcomeOfFailure(error: unknown, wasUnanswered: boolean): FailedOutcome {
  const outcome = outcomeOfFailure(error, wasUnanswered);
  const isSignedOut =
    outcome.status === 'refused' &&
    ['UNAUTHENTICATED', 'CASINO_NOT_CHOSEN', 'SECOND_FACTOR_NEEDED'].includes(outcome.refusal.code);
  return isSignedOut ? { status: 'unanswered' } : outcome;
}

function isSettled<Request, Answer>(
  intent: KeptIntent<Request, Answer>,
): intent is KeptIntent<Request, Answer> & SettledIntent<Request, Answer> {
  return !isOpen(intent);
}

function bare<Request>({ place, idempotencyKey, request, title }: Confirmed<Request>): Confirmed<Request> {
  return { place, idempotencyKey, request, title };
}

function isKept<Request>(value: unknown, isRequest: (value: unknown) => value is Request): value is Confirmed<Request> {
  if (typeof value !== 'object' || value === null) return false;
  const { place, idempotencyKey, request, title } = value as Record<string, unknown>;
  return (
    typeof place === 'string' && typeof idempotencyKey === 'string' && typeof title === 'string' && isRequest(request)
  );
}
