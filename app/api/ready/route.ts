import { isDatabaseReached } from '@/lib/server/readiness';

/** The web server and the database behind it answer: send traffic here. */
export async function GET() {
  const isReady = await isDatabaseReached();
  return Response.json(
    { status: isReady ? 'ready' : 'unavailable' },
    { status: isReady ? 200 : 503, headers: isReady ? {} : { 'Retry-After': '2' } },
  );
}
export const dynamic = 'force-dynamic';
