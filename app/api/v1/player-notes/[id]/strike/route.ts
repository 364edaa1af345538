import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createFloorService } from '@/services/floor';
import { playerNoteResultSchema, strikePlayerNoteInputSchema } from '@/services/floor/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Strike a note on a player, with a reason; it stays to be read as struck',
      capability: 'player.care',
      isIdempotent: true,
      params: idParamsSchema,
      body: strikePlayerNoteInputSchema,
      response: playerNoteResultSchema,
      errors: ['PLAYER_NOTE_NOT_FOUND', 'PLAYER_NOTE_STRUCK'],
    },
    ({ db, params, body, idempotencyKey }) => createFloorService(db).strikePlayerNote(params.id, body, idempotencyKey),
  ),
});
