import { gzipSync } from 'node:zlib';
import { withConnection } from '../../supabase/embedded/connection.ts';
import type { Measure } from '../support/measure.ts';
import { below, type Finding, notMeasured } from '../support/report.ts';
import type { BenchServer } from '../support/server.ts';
import { BENCH_PASSWORD, isBuilt, signUp, startWebStack, type WebStack } from '../support/web.ts';

const EMAIL = 'page-weight@bench.example';
const BUDGET_KB = 170;

/** Signs in as a browser does and returns the session's cookies. The person may open every screen. */
async function signIn(server: BenchServer, web: WebStack, origin: string): Promise<string> {
  const { userId } = await signUp(web, EMAIL);
  await withConnection(server.main.adminUrl, async (sql) => {
    await sql`update public.staff set user_id = ${userId}, role = 'admin' where role = 'compliance'
      and casino_id = (select id from public.casino where slug = 'pit')`;
  });
  const response = await fetch(`${origin}/api/v1/session`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ email: EMAIL, password: BENCH_PASSWORD }),
  });
  if (!response.ok) throw new Error(`The sign-in was answered with ${response.status}.`);
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

async function fetchPage(origin: string, path: string, cookie: string): Promise<string> {
  const response = await fetch(origin + path, { headers: { cookie }, redirect: 'error' });
  if (!response.ok) throw new Error(`${path} was answered with ${response.status}.`);
  return response.text();
}

/** Every script that the document itself loads or preloads, but for those that only browsers without modules want. */
function listScripts(html: string): Set<string> {
  const tags = html.match(/<script\b[^>]*\bsrc=[^>]*>|<link\b[^>]*(?:\bas="script"|modulepreload)[^>]*>/gi) ?? [];
  const wanted = tags.filter((tag) => !/\bnomodule\b/i.test(tag));
  return new Set(wanted.flatMap((tag) => /\b(?:src|href)="([^"]+)"/.exec(tag)?.[1] ?? []));
}

/** The screens in the navigation, so that a new one is weighed without being named here. */
function listScreens(html: string): string[] {
  const nav = /<nav aria-label="Main".*?<\/nav>/s.exec(html)?.[0] ?? '';
  return [...nav.matchAll(/href="(\/[^"]*)"/g)].map((match) => match[1] ?? '');
}

async function measure(server: BenchServer, web: WebStack): Promise<Finding[]> {
  const origin = `http://127.0.0.1:${web.webPort}`;
  const cookie = await signIn(server, web, origin);
  const sizes = new Map<string, Promise<number>>();
  const sizeOf = (script: string) => {
    const known = sizes.get(script);
    if (known) return known;
    const size = fetch(origin + script).then(async (answer) => gzipSync(await answer.arrayBuffer()).length);
    sizes.set(script, size);
    return size;
  };
  const weigh = async (path: string, cookies: string): Promise<Finding> => {
    const scripts = listScripts(await fetchPage(origin, path, cookies));
    const bytes = await Promise.all([...scripts].map(sizeOf));
    const kilobytes = bytes.reduce((sum, size) => sum + size, 0) / 1000;
    return below(`page weight: JavaScript of ${path}, gzip`, kilobytes, BUDGET_KB, 'kB', false);
  };
  const findings = [await weigh('/login', '')];
  for (const path of listScreens(await fetchPage(origin, '/pit', cookie))) findings.push(await weigh(path, cookie));
  return findings;
}

/** The JavaScript that each screen loads before anybody has touched it. What comes later, on demand or when idle, is left out. */
export const pageWeight: Measure = {
  name: 'page-weight',
  async run(server) {
    if (!isBuilt()) return [notMeasured('page weight', `<= ${BUDGET_KB} kB`, 'no build, run npm start once')];
    const web = await startWebStack(server);
    try {
      return await measure(server, web);
    } finally {
      await web.stop();
    }
  },
};
