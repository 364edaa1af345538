/**
 * Makes a pack of gaming days through the API, as a person whose name goes on record. The password comes from
 * PITSIDE_PASSWORD, so that it stands in no list of processes.
 */
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { newId } from '../lib/shared/ids.ts';
import { runCommand } from '../supabase/embedded/run.ts';
import { readSettings } from '../supabase/embedded/settings.ts';

const HELP = `Makes a signed pack of gaming days for a regulator.

  PITSIDE_PASSWORD=... npm run -s pack -- --as EMAIL --from 2026-11-01 --to 2026-11-30

  --as <email>           whose name goes on record (compliance or admin)
  --from, --to <day>     gaming days, both included
  --above-points <n>     list comps from so many points on (0: all)
  --above-cents <n>      list coupons from so many cents on (0: all)
  --url <address>        of the web server (the one of this folder)
  --out <file>           where to write it (pack-<casino>-<from>-<to>.zip)
`;

const { values: options } = parseArgs({
  options: {
    as: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    'above-points': { type: 'string', default: '0' },
    'above-cents': { type: 'string', default: '0' },
    url: { type: 'string', default: `http://127.0.0.1:${readSettings().webPort}` },
    out: { type: 'string' },
    help: { type: 'boolean' },
  },
});

/** Sends JSON as a page of the product would; the sentence of a refusal is what the person reads. */
async function send(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const response = await fetch(`${options.url}/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: new URL(options.url).origin, ...headers },
    body: JSON.stringify(body),
  });
  if (response.ok) return response;
  const { code, error, details } = await response.json();
  throw new Error([`${code}: ${error}`, details && JSON.stringify(details)].filter(Boolean).join(' '));
}

async function signIn(email: string, password: string): Promise<string> {
  const response = await send('/session', { email, password });
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

/** A file that broke off has another name than a whole one. */
async function save(response: Response, named: string | undefined): Promise<string> {
  const offered = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1];
  const file = named ?? offered ?? 'pack.zip';
  const draft = `${file}.part`;
  if (!response.body) throw new Error('The answer has no content.');
  try {
    await pipeline(response.body, createWriteStream(draft));
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await rename(draft, file);
  return file;
}

await runCommand(async () => {
  const { as: email, from, to } = options;
  const password = process.env.PITSIDE_PASSWORD;
  if (options.help || !email || !from || !to || !password) {
    console.error(HELP);
    return options.help ? 0 : 2;
  }
  const cookie = await signIn(email, password);
  const request = {
    from,
    to,
    abovePoints: Number(options['above-points']),
    aboveCents: Number(options['above-cents']),
  };
  const file = await save(await send('/packs', request, { cookie, 'idempotency-key': newId() }), options.out);
  console.log(`${file} is made. Check it with: npm run -s verify-pack -- ${file}`);
  return 0;
});
