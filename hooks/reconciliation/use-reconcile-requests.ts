import type { QueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { makeIntentKind, useIntentForm, useKeptIntent, useKeptIntents, useLateOutcome } from '@/hooks/use-kept-intent';
import type { KeptIntent, SettledIntent } from '@/lib/client/intents/kept-intents';
import { newIdempotencyKey } from '@/lib/shared/ids';
import { importKeys } from '@/services/imports/keys';
import type { QueueFilter, ReconciliationResult, RevertInput, RunOutcome } from '@/services/reconciliation/dtos';
import { applyReconciliation, revertReconciliation, revertRun } from '@/services/reconciliation/http';

/** Which rows to apply: these, or all that match. */
export type AppliedRows = { rowIds: string[] } | { filter: QueueFilter };

/** What a person decided, exactly as it is sent. */
type ReconcileRequest =
  | { kind: 'apply'; rows: AppliedRows; confirmUnknownFreshness: boolean }
  | ({ kind: 'revert'; reconciliationId: string } & RevertInput)
  | ({ kind: 'revert-run'; runId: string } & RevertInput);

/** What became of it: a run over rows, or one row that was taken back. */
type ReconcileAnswer = { kind: 'run'; outcome: RunOutcome } | { kind: 'one'; done: ReconciliationResult };

/** One decision, its key, and what became of it. */
export type ReconcileIntent = KeptIntent<ReconcileRequest, ReconcileAnswer>;

/** A decision that the server carried out or refused. */
export type SettledReconcile = SettledIntent<ReconcileRequest, ReconcileAnswer>;

/** Where many rows are applied at once. */
export const BULK = 'bulk';

/** Where one row is applied or reverted: it can only become one of the two. */
export function rowPlace(rowId: string): string {
  return `row:${rowId}`;
}

/** Where a whole run is reverted. */
export function runPlace(runId: string): string {
  return `run:${runId}`;
}

const RECONCILE_INTENTS = makeIntentKind<ReconcileRequest, ReconcileAnswer>({
  name: 'reconcile',
  isRequest: isReconcileRequest,
  send,
  refresh: refreshReconciled,
});

/** The intent of one place, and what can be done about it. */
export function useReconcileRequest(place: string) {
  return useKeptIntent(RECONCILE_INTENTS, place);
}

/** Every intent of this person in this tab, whatever its place. */
export function useReconcileIntents(): readonly ReconcileIntent[] {
  return useKeptIntents(RECONCILE_INTENTS);
}

/** For the form of a place: while it shows, it says what becomes of the intent. */
export function useReconcileForm(place: string): void {
  useIntentForm(RECONCILE_INTENTS, place, true);
}

/** Has `tell` say what became of the intent of a place whose form is not on screen any more. */
export function useLateReconcile(place: string, tell: (intent: SettledReconcile) => void): void {
  useLateOutcome(RECONCILE_INTENTS, place, tell);
}

/** Applies rows, by the one policy there is. */
export function useApplyRows(place: string) {
  const { begin, ...request } = useReconcileRequest(place);
  const apply = useCallback(
    (rows: AppliedRows, confirmUnknownFreshness: boolean, title: string) =>
      begin({ kind: 'apply', rows, confirmUnknownFreshness }, title, newIdempotencyKey('apply-reconciliation')),
    [begin],
  );
  return { ...request, apply };
}

/** Takes back what was applied from one row. */
export function useRevertRow(rowId: string) {
  const { begin, ...request } = useReconcileRequest(rowPlace(rowId));
  const revert = useCallback(
    (reconciliationId: string, input: RevertInput, title: string) =>
      begin({ kind: 'revert', reconciliationId, ...input }, title, newIdempotencyKey('revert-reconciliation')),
    [begin],
  );
  return { ...request, revert };
}

/** Takes back all that a run applied. */
export function useRevertRun(runId: string) {
  const { begin, ...request } = useReconcileRequest(runPlace(runId));
  const revert = useCallback(
    (input: RevertInput, title: string) =>
      begin({ kind: 'revert-run', runId, ...input }, title, newIdempotencyKey('revert-run')),
    [begin, runId],
  );
  return { ...request, revert };
}

/** Reads again whatever shows rows, runs and tiers: one decision changes them all. */
export function refreshReconciled(client: QueryClient, casinoId: string): void {
  void client.invalidateQueries({ queryKey: importKeys.all(casinoId) });
  // Of players only what is on screen is read again now; the rest when it is looked at.
  void client.invalidateQueries({ queryKey: [casinoId, 'floor'] });
}

async function send(request: ReconcileRequest, idempotencyKey: string): Promise<ReconcileAnswer> {
  if (request.kind === 'revert') {
    const { kind: _, reconciliationId, ...input } = request;
    return { kind: 'one', done: await revertReconciliation(reconciliationId, input, idempotencyKey) };
  }
  if (request.kind === 'revert-run') {
    const { kind: _, runId, ...input } = request;
    return { kind: 'run', outcome: await revertRun(runId, input, idempotencyKey) };
  }
  const { rows, confirmUnknownFreshness } = request;
  const body = { ...rows, policy: 'upgrade_only' as const, confirmUnknownFreshness };
  return { kind: 'run', outcome: await applyReconciliation(body, idempotencyKey) };
}

function isReconcileRequest(value: unknown): value is ReconcileRequest {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, rows, runId, reconciliationId } = value as Record<string, unknown>;
  if (kind === 'apply') return typeof rows === 'object' && rows !== null;
  return typeof (kind === 'revert-run' ? runId : reconciliationId) === 'string';
}
