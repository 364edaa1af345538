import type { AddressInfo } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';
import { App, setExperimental } from '@supabase/lite';
import { Factors } from './factors.ts';
import { answerUncaught, LiteConnection } from './lite-connection.ts';
import { portTakenMessage } from './ports.ts';
import { RefreshTokens } from './refresh-tokens.ts';
import type { StackSecrets } from './secrets.ts';
import { PORT_VARIABLES, SetupError } from './settings.ts';
import { SignInLimit } from './sign-in-limit.ts';
import { StoredFiles } from './stored-files.ts';

/**
 * What `serveApi` needs. The URL is the `authenticator` role's; port 0 takes a free one; `now` counts milliseconds for what
 * ends after a while, by a clock that never jumps unless it is given here; `clock` since 1970, for codes that hang on the time. With `sendMail` Auth is as a project that sends e-mail:
 * a forgotten password is recovered by one.
 */
export interface ApiOptions {
  databaseUrl: string;
  secrets: Pick<StackSecrets, 'jwtSecret' | 'publishableKey' | 'secretKey'>;
  port: number;
  now?: () => number;
  clock?: () => number;
  sendMail?: (mail: unknown) => Promise<void>;
}

/** An API that answers requests. */
export interface RunningApi {
  url: string;
  close(): Promise<void>;
}

/** Lite with the options that hosted Supabase has by default, without its admin mode, studio and mail. */
export function createLiteApp(
  connection: LiteConnection,
  secrets: ApiOptions['secrets'],
  sendMail: ApiOptions['sendMail'] = async () => undefined,
) {
  return new App({
    connection,
    api: { enabled: true, schemas: ['public'], max_rows: 1000 },
    storage: { enabled: true },
    studio: { enabled: false },
    auth: {
      enabled: true,
      jwt_secret: secrets.jwtSecret,
      jwt_expiry: 3600,
      minimum_password_length: 8,
      publishable_key: secrets.publishableKey,
      secret_key: secrets.secretKey,
      email: { enable_signup: true, enable_confirmations: false },
    },
    options: {
      server: { admin: false, disableStudio: true },
      // Nothing local sends mail, and lite's default would print sign-in codes into the log.
      drivers: { email: { send: sendMail } },
    },
  });
}

async function health(connection: LiteConnection): Promise<Response> {
  const isUp = await connection.ping();
  return Response.json({ status: isUp ? 'ok' : 'unavailable' }, { status: isUp ? 200 : 503 });
}

function listen(fetch: (request: Request) => Promise<Response>, port: number): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, port, hostname: '127.0.0.1', overrideGlobalObjects: false }, () => resolve(server));
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      reject(isTaken ? new SetupError(portTakenMessage(port, PORT_VARIABLES.apiPort)) : error);
    });
  });
}

/**
 * Of Auth: an account is made, signed in, read and signed out, and has second factors. Not what sends a letter (recovery, one-time codes), for there is
 * no post here: lite writes the code and the link, with which anybody signs in, to its log.
 * Of Storage: objects by their name, to put, get and remove. No buckets, lists, copies, and no addresses that work without a token.
 */
const OFFERED =
  /^\/rest\/v1(\/|$)|^\/auth\/v1\/(signup|token|user|logout|factors(\/[^/]+(\/(challenge|verify))?)?)$|^\/storage\/v1\/object\/(?!(public|sign|upload|list|move|copy|info)(\/|$))[^/]+(\/|$)/;

/** What is offered beside it where letters are sent. */
const OFFERED_BY_MAIL = /^\/auth\/v1\/(recover|verify)$/;

/**
 * Serves `/rest/v1` on 127.0.0.1, of `/auth/v1` and `/storage/v1` what `OFFERED` lets through, and `/health`, which asks the database.
 * Everything else lite offers (configuration, catalog, studio) is closed. Resolves when it is listening and has read the catalog.
 */
export async function serveApi({ databaseUrl, secrets, port, now, clock, sendMail }: ApiOptions): Promise<RunningApi> {
  const connection = new LiteConnection(databaseUrl);
  const app = createLiteApp(connection, secrets, sendMail);
  const signInLimit = new SignInLimit(now);
  const refreshTokens = new RefreshTokens(connection, now);
  const factors = new Factors(connection, secrets.jwtSecret, clock);
  const askLite = async (request: Request) => app.fetch(request, { peerAddress: null });
  const ask = (request: Request) => factors.guard(request, askLite);
  const answer = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    if (pathname === '/health') return health(connection);
    const isOffered = OFFERED.test(pathname) || (sendMail !== undefined && OFFERED_BY_MAIL.test(pathname));
    if (!isOffered) return new Response(null, { status: 404 });
    return signInLimit.guard(request, (allowed) => refreshTokens.guard(allowed, ask));
  };
  try {
    app._storageAdapter = new StoredFiles(connection);
    await app.init();
    // After the start, which would print a warning about it that is meant for who deploys lite.
    setExperimental('storage', true);
    app.server.onError(answerUncaught);
    await connection.introspect();
    const server = await listen(answer, port);
    const { port: boundPort } = server.address() as AddressInfo;
    return { url: `http://127.0.0.1:${boundPort}`, close: () => closeApi(server, connection) };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

async function closeApi(server: ServerType, connection: LiteConnection): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  // Clients keep idle connections open, which would hold the close back; requests under way are still answered.
  if ('closeIdleConnections' in server) server.closeIdleConnections();
  await closed;
  await connection.close();
}
