import 'server-only';
import { type NextRequest, NextResponse } from 'next/server';

type Versioned<Data> = { version: string; data: Data | null };
type Answering<Data> = { request: NextRequest; reply: (data: Data, headers: HeadersInit) => NextResponse };

/**
 * Answers with the version of what is answered as its ETag: 304 to who has it already. `find` is told which version the caller
 * has, and gives no data while that is the current one.
 */
export async function answerVersion<Data>(
  { request, reply }: Answering<Data>,
  find: (knownVersion: string | undefined) => Promise<Versioned<Data>>,
): Promise<NextResponse> {
  const knownVersion = /^(?:W\/)?"([0-9a-f]{32})"$/.exec(request.headers.get('if-none-match') ?? '')?.[1];
  const { version, data } = await find(knownVersion);
  const headers = { ETag: `"${version}"`, 'Cache-Control': 'private, no-cache' };
  return data === null ? new NextResponse(null, { status: 304, headers }) : reply(data, headers);
}
