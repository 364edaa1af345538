import 'server-only';
import { createHash } from 'node:crypto';
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

/** A picture with the hash of its bytes as its ETag, kept by who asked for it and nobody on the way: 304 to who has it already. */
export function answerPicture(request: NextRequest, type: string, bytes: Uint8Array<ArrayBuffer>): NextResponse {
  const etag = `"${createHash('sha256').update(bytes).digest('hex')}"`;
  const headers = { ETag: etag, 'Cache-Control': 'private, no-cache' };
  if (request.headers.get('if-none-match') === etag) return new NextResponse(null, { status: 304, headers });
  return new NextResponse(bytes, {
    headers: { ...headers, 'Content-Type': type, 'X-Content-Type-Options': 'nosniff', 'Content-Disposition': 'inline' },
  });
}
