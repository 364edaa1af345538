import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema, pageQuerySchema } from '@/lib/shared/schemas';
import { createFloorService } from '@/services/floor';
import { addPlayerNoteInputSchema, playerNotePageSchema, playerNoteResultSchema } from '@/services/floor/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'What the staff noted of a player, newest first, struck notes among them',
      capability: 'player.care',
      params: idParamsSchema,
      query: pageQuerySchema,
      response: playerNotePageSchema,
      errors: ['PLAYER_NOT_FOUND'],
    },
    ({ db, params, query }) => createFloorService(db).listPlayerNotes(params.id, query.cursor, query.limit),
  ),
  POST: route(
    {
      summary: 'Note something of a player, under one’s name',
      capability: 'player.care',
      isIdempotent: true,
      params: idParamsSchema,
      body: addPlayerNoteInputSchema,
      response: playerNoteResultSchema,
      errors: ['PLAYER_NOT_FOUND'],
    },
    ({ db, params, body, idempotencyKey }) => createFloorService(db).addPlayerNote(params.id, body, idempotencyKey),
  ),
});
