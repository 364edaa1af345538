import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { useMe } from '@/hooks/casino/me-context';
import {
  type KeptIntent,
  type KeptIntents,
  keptOutcomeOfFailure,
  makeKeptIntents,
  type SettledIntent,
} from '@/lib/client/intents/kept-intents';
import type { IntentStorage } from '@/lib/client/intents/session-store';

type KindOptions<Request, Answer> = {
  /** Names where its intents are kept: `pitside-<name>-intents:…`. */
  name: string;
  isRequest: (value: unknown) => value is Request;
  send: (request: Request, idempotencyKey: string) => Promise<Answer>;
  /** Reads again what the request shows in. Also after a refusal: it usually means that the screen is out of date. */
  refresh: (client: QueryClient, casinoId: string, request: Request, answer: Answer | undefined) => unknown;
};

/** A kind of request that may take place at most once, and whose outcome is always found out. */
export type IntentKind<Request, Answer> = Pick<KindOptions<Request, Answer>, 'send' | 'refresh'> & {
  intentsOf: (owner: string) => KeptIntents<Request, Answer>;
};

/** Describes a kind of request. Made once, beside the hooks that use it. */
export function makeIntentKind<Request, Answer>(options: KindOptions<Request, Answer>): IntentKind<Request, Answer> {
  const { name, isRequest, send, refresh } = options;
  const intentsByOwner = new Map<string, KeptIntents<Request, Answer>>();
  const intentsOf = (owner: string) => {
    const known = intentsByOwner.get(owner);
    if (known) return known;
    const made = makeKeptIntents<Request, Answer>(findStorage(), `pitside-${name}-intents:${owner}`, isRequest);
    // On the server nothing is kept between requests.
    if (typeof window !== 'undefined') intentsByOwner.set(owner, made);
    return made;
  };
  return { send, refresh, intentsOf };
}

/** Every intent of a kind of this person in this tab, whatever its place. */
export function useKeptIntents<Request, Answer>(
  kind: IntentKind<Request, Answer>,
): readonly KeptIntent<Request, Answer>[] {
  const intents = useOwnIntents(kind);
  return useSyncExternalStore(intents.subscribe, intents.getSnapshot, noIntents);
}

/**
 * The intent of one place: `intent` is null while there is none. `begin` takes a confirmed request and sends it, unless
 * the place has one without an answer; `retry` sends the same request under the same key; `dismiss` takes an answer off
 * the screen; `discard` gives an unanswered one up, knowing what it may mean.
 */
export function useKeptIntent<Request, Answer>(kind: IntentKind<Request, Answer>, place: string) {
  const intents = useOwnIntents(kind);
  const intent = useKeptIntents(kind).find((candidate) => candidate.place === place) ?? null;
  const send = useSend(kind, intents);
  const begin = useCallback(
    (request: Request, title: string, idempotencyKey: string) => {
      // A second tap finds the first one's intent and does nothing.
      if (!intents.begin({ place, request, title, idempotencyKey })) return;
      send({ request, idempotencyKey, wasUnanswered: false });
    },
    [intents, send, place],
  );
  const retry = useCallback(() => {
    const known = intents.find(place);
    if (known?.status !== 'unanswered') return;
    intents.settle(known.idempotencyKey, { status: 'retrying' });
    send({ request: known.request, idempotencyKey: known.idempotencyKey, wasUnanswered: true });
  }, [intents, send, place]);
  const discard = useCallback(() => {
    const known = intents.find(place);
    if (known?.status === 'unanswered') intents.forget(known.idempotencyKey);
  }, [intents, place]);
  const dismiss = useCallback(() => {
    const known = intents.find(place);
    if (known?.status === 'answered' || known?.status === 'refused') intents.forget(known.idempotencyKey);
  }, [intents, place]);
  return { intent, begin, retry, discard, dismiss };
}

/**
 * For the form of a place: while it is shown, it says what becomes of the intent. When it goes, the outcome that was
 * read in it is dismissed.
 */
export function useIntentForm<Request, Answer>(kind: IntentKind<Request, Answer>, place: string, isShown: boolean) {
  const intents = useOwnIntents(kind);
  const { dismiss } = useKeptIntent(kind, place);
  useEffect(() => {
    if (!isShown) return;
    const leave = intents.showForm(place);
    return () => {
      leave();
      dismiss();
    };
  }, [intents, place, isShown, dismiss]);
}

/** For what stays on screen when the form is gone: has `tell` say, once, what came too late for the form to say it. */
export function useLateOutcome<Request, Answer>(
  kind: IntentKind<Request, Answer>,
  place: string,
  tell: (intent: SettledIntent<Request, Answer>) => void,
): void {
  const intents = useOwnIntents(kind);
  const all = useKeptIntents(kind);
  useEffect(() => {
    // `all` is here as the sign that something changed: the late outcome is looked up anew each time.
    const late = all.length > 0 ? intents.findLate(place) : null;
    if (late === null) return;
    intents.forget(late.idempotencyKey);
    tell(late);
  }, [intents, all, place, tell]);
}

type Attempt<Request> = { request: Request; idempotencyKey: string; wasUnanswered: boolean };

function useSend<Request, Answer>(kind: IntentKind<Request, Answer>, intents: KeptIntents<Request, Answer>) {
  const queryClient = useQueryClient();
  const { casino } = useMe();
  return useMutation({
    mutationFn: ({ request, idempotencyKey }: Attempt<Request>) => kind.send(request, idempotencyKey),
    // What may have been carried out is repeated by the person who waits for it, and said at once not to be certain.
    retry: false,
    onSuccess: (answer, { idempotencyKey }) => intents.settle(idempotencyKey, { status: 'answered', answer }),
    onError: (error, { idempotencyKey, wasUnanswered }) =>
      intents.settle(idempotencyKey, keptOutcomeOfFailure(error, wasUnanswered)),
    onSettled: (answer, _error, { request }) => kind.refresh(queryClient, casino.id, request, answer),
  }).mutate;
}

function useOwnIntents<Request, Answer>(kind: IntentKind<Request, Answer>): KeptIntents<Request, Answer> {
  const { casino, staff } = useMe();
  return kind.intentsOf(`${casino.id}:${staff.id}`);
}

const NO_INTENTS: readonly never[] = [];
const noIntents = () => NO_INTENTS;

function findStorage(): IntentStorage | null {
  try {
    return typeof window === 'undefined' ? null : window.sessionStorage;
  } catch {
    return null;
  }
}
