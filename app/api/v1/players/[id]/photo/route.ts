import { z } from 'zod';
import { answerPicture } from '@/lib/server/http/answer-version';
import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createFloorService } from '@/services/floor';
import { photoQuerySchema, photoRemovedResultSchema, playerPhotoResultSchema } from '@/services/floor/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'A player’s photo. With If-None-Match of the last answer: 304 while it is the same',
      capability: 'player.care',
      params: idParamsSchema,
      query: photoQuerySchema,
      response: z.string(),
      download: 'image/jpeg',
      isConditional: true,
      errors: ['PLAYER_NOT_FOUND', 'PHOTO_NOT_FOUND'],
    },
    async ({ db, params, request }) =>
      answerPicture(request, 'image/jpeg', await createFloorService(db).getPlayerPhoto(params.id)),
  ),
  POST: route(
    {
      summary:
        'Take a player’s photo, in the place of one that is there: a square JPEG of 64 to 1024 pixels a side, without EXIF',
      capability: 'player.care',
      isIdempotent: true,
      params: idParamsSchema,
      upload: ['image/jpeg'],
      response: playerPhotoResultSchema,
      errors: ['PLAYER_NOT_FOUND', 'PHOTO_UNREADABLE', 'PHOTO_NOT_FOUND'],
    },
    ({ db, params, upload, idempotencyKey }) =>
      createFloorService(db).takePlayerPhoto(params.id, upload, idempotencyKey),
  ),
  DELETE: route(
    {
      summary: 'Delete a player’s photo',
      capability: 'player.care',
      isIdempotent: true,
      params: idParamsSchema,
      response: photoRemovedResultSchema,
      errors: ['PLAYER_NOT_FOUND', 'PHOTO_NOT_FOUND'],
    },
    ({ db, params, idempotencyKey }) => createFloorService(db).removePlayerPhoto(params.id, idempotencyKey),
  ),
});
