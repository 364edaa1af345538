import { NextResponse } from 'next/server';
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
    async ({ db, request, reply }) => {
      const knownVersion = /^(?:W\/)?"([0-9a-f]{32})"$/.exec(request.headers.get('if-none-match') ?? '')?.[1];
      const { version, floor } = await createFloorService(db).findFloor(knownVersion);
      const headers = { ETag: `"${version}"`, 'Cache-Control': 'private, no-cache' };
      return floor ? reply(floor, headers) : new NextResponse(null, { status: 304, headers });
    },
  ),
});
