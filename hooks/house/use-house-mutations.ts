import { useIntentMutation } from '@/hooks/intent-mutation';
import { floorKeys } from '@/services/floor/keys';
import * as http from '@/services/house/http';
import { houseKeys } from '@/services/house/keys';

/** A new pit. Refused with `PIT_NAME_TAKEN` where another has the name. */
export const useCreatePit = () => useHouseMutation('create-pit', http.createPit);
/** Another name or place. Refused with `PIT_CHANGED` when somebody was first. */
export const useUpdatePit = () => useHouseMutation('update-pit', http.updatePit);
/** A new table. Refused with `TABLE_LABEL_TAKEN` where another has the label. */
export const useCreateTable = () => useHouseMutation('create-table', http.createTable);
/** Everything of a table. Refused with `TABLE_CHANGED` when somebody was first, `TABLE_IN_USE` while somebody plays. */
export const useUpdateTable = () => useHouseMutation('update-table', http.updateTable);
/** The limits of a table alone. Refused with `TABLE_CHANGED` when somebody was first. */
export const useSetTableLimits = () => useHouseMutation('set-table-limits', http.setTableLimits);
/** Opens or closes a table. Refused with `TABLE_IN_USE` while somebody plays. */
export const useSetTableStatus = () => useHouseMutation('set-table-status', http.setTableStatus);
/** A new game. Refused with `GAME_EXISTS` where the casino deals it. */
export const useCreateGame = () => useHouseMutation('create-game', http.createGame);
/** What slips of a game are rated by from a gaming day on. */
export const useSetGameRate = () => useHouseMutation('set-game-rate', http.setGameRate);

function useHouseMutation<Input, Output>(operation: string, send: (input: Input, key: string) => Promise<Output>) {
  return useIntentMutation({
    operation,
    send,
    // A table is opened, closed, opened; a limit set, and set back: each is an intent of its own.
    canRecur: true,
    refresh: (client, casinoId) =>
      Promise.all([
        client.invalidateQueries({ queryKey: houseKeys.house(casinoId) }),
        client.invalidateQueries({ queryKey: floorKeys.floor(casinoId) }),
      ]),
  });
}
