import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { assertHostedSettings, assertWorkerSettings, webEnvironment } from '../../supabase/embedded/environment.ts';
import { SetupError } from '../../supabase/embedded/settings.ts';

/** What a program sees that reads the `.env` of a folder as Next does. */
function seenByNext(folder: string, env: NodeJS.ProcessEnv): Record<string, string> {
  const nextEnv = createRequire(createRequire(import.meta.url).resolve('next/package.json')).resolve('@next/env');
  const program = `require(${JSON.stringify(nextEnv)}).loadEnvConfig(${JSON.stringify(folder)}, false, { info() {}, error() {} });
    console.log(JSON.stringify(process.env));`;
  return JSON.parse(execFileSync(process.execPath, ['-e', program], { env, encoding: 'utf8' }));
}

describe('the web server', () => {
  it.each(['start', 'dev'] as const)('gets neither the secret key nor the database of .env (%s)', (mode) => {
    const folder = mkdtempSync(join(tmpdir(), 'pitside-env-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    writeFileSync(
      join(folder, '.env'),
      'SUPABASE_SECRET_KEY=sb_secret_1\nDATABASE_URL=postgres://owner\nMETRICS_TOKEN=of-the-file\n',
    );
    // The control: left out, it is filled in.
    expect(seenByNext(folder, { PATH: process.env.PATH, NODE_ENV: 'production' })).toMatchObject({
      SUPABASE_SECRET_KEY: 'sb_secret_1',
      DATABASE_URL: 'postgres://owner',
    });
    const inherited = { PATH: process.env.PATH, SUPABASE_SECRET_KEY: 'sb_secret_1', DATABASE_URL: 'postgres://owner' };
    const seen = seenByNext(folder, webEnvironment(mode, inherited, { SUPABASE_URL: 'http://127.0.0.1:1' }));
    expect(JSON.stringify(seen)).not.toMatch(/sb_secret_1|postgres:\/\/owner/);
    expect(seen).toMatchObject({ METRICS_TOKEN: 'of-the-file', SUPABASE_URL: 'http://127.0.0.1:1' });
  });

  const HOSTED = {
    SUPABASE_URL: 'https://x.supabase.co',
    SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_1',
    PITSIDE_SERVER_KEY: 'k'.repeat(43),
  };

  it('of a Supabase elsewhere starts with its address and the keys that are the web server’s', () => {
    expect(() => assertHostedSettings(HOSTED)).not.toThrow();
  });

  it.each([
    [{ ...HOSTED, SUPABASE_PUBLISHABLE_KEY: undefined }, 'SUPABASE_PUBLISHABLE_KEY is not'],
    [{ ...HOSTED, SUPABASE_PUBLISHABLE_KEY: '' }, 'SUPABASE_PUBLISHABLE_KEY is not'],
    [{ ...HOSTED, SUPABASE_PUBLISHABLE_KEY: 'sb_secret_1' }, 'is a secret key'],
    [{ ...HOSTED, PITSIDE_SERVER_KEY: undefined }, 'PITSIDE_SERVER_KEY is not set'],
    [{ ...HOSTED, SUPABASE_URL: 'x.supabase.co' }, 'SUPABASE_URL is "x.supabase.co"'],
  ])('is not started with %o, and says what to set', (environment, sentence) => {
    const attempt = () => assertHostedSettings(environment);
    expect(attempt).toThrow(SetupError);
    expect(attempt).toThrow(sentence);
    expect(attempt).not.toThrow(/sb_secret_1/);
  });
});

it('the worker is not started with a network that is none, and says so', () => {
  const environment = { SUPABASE_URL: 'https://x.supabase.co', SUPABASE_SECRET_KEY: 'key' };
  expect(() => assertWorkerSettings(environment)).not.toThrow();
  const attempt = () => assertWorkerSettings({ ...environment, PITSIDE_WEBHOOK_NETWORKS: '10.0.0.1/8' });
  expect(attempt).toThrow(SetupError);
  expect(attempt).toThrow('PITSIDE_WEBHOOK_NETWORKS');
});
