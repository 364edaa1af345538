import { useIntentMutation } from '@/hooks/intent-mutation';
import type { ConfirmIdentityInput, ImportMapping } from '@/services/imports/dtos';
import { confirmIdentity, discardImport, enrolImportPlayers, mapImport } from '@/services/imports/http';
import { importKeys } from '@/services/imports/keys';

/**
 * Says how the columns of an import are read, and has all of its rows read so. Refused with `IMPORT_IN_USE` once rows of
 * it were reconciled.
 */
export function useMapImport(importId: string) {
  return useImportMutation('map-import', async (mapping: ImportMapping, key) => {
    let result = await mapImport(importId, mapping, key);
    // The server reads rows for some seconds per request; the same one again goes on where it is.
    while (result.status === 'checking') result = await mapImport(importId, mapping, key);
    return result;
  });
}

/** Enrols the players whom rows of an import name and nobody knows. */
export function useEnrolImportPlayers(importId: string) {
  return useImportMutation('enrol-import-players', (_input: Record<string, never>, key) =>
    enrolImportPlayers(importId, key),
  );
}

/** Confirms whom rows of the queue are about. */
export function useConfirmIdentity() {
  return useImportMutation('confirm-identity', (input: ConfirmIdentityInput, key) => confirmIdentity(input, key));
}

/** Stops an import that is being staged, or takes one away. Refused with `IMPORT_IN_USE` once rows of it were reconciled. */
export function useDiscardImport() {
  return useImportMutation('discard-import', discardImport);
}

function useImportMutation<Input, Output>(operation: string, send: (input: Input, key: string) => Promise<Output>) {
  return useIntentMutation({
    operation,
    send,
    refresh: (client, casinoId) => client.invalidateQueries({ queryKey: importKeys.all(casinoId) }),
  });
}
