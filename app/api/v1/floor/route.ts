import { answerVersion } from '@/lib/server/http/answer-version';
import { route, routes } from '@/lib/server/http/route';
import { createFloorService } from '@/services/floor';
import { floorSchema } from '@/services/floor/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'The pit screen in one call. With If-None-Match of the last answer: 304 while nothing changed',
      capability: 'floor.read',
      response: floorSchema,
      isConditional: true,
    },
    ({ db, ...answering }) =>
      answerVersion(answering, async (knownVersion) => {
        const { version, floor } = await createFloorService(db).findFloor(knownVersion);
        return { version, data: floor };
      }),
  ),
});
