// The API as a process of its own. When the database ends in the middle of requests, the driver may throw where nobody can
// catch; this process then ends, and the supervisor starts a new one, which waits here for the database.
import { serveApi } from './api.ts';
import { databaseUrl } from './connection.ts';
import { API_LOGIN } from './database.ts';
import { waitUntilReady } from './postgres.ts';
import { findSecrets } from './secrets.ts';
import { readSettings, SetupError } from './settings.ts';

const settings = readSettings();
const secrets = findSecrets(settings.dataDirectory);
if (!secrets) throw new SetupError(`${settings.dataDirectory} has no secrets yet. Run: npm start`);

const login = { user: API_LOGIN, password: secrets.authenticatorPassword, port: settings.databasePort };
await waitUntilReady(databaseUrl(login), settings.dataDirectory);
const api = await serveApi({ databaseUrl: databaseUrl(login), secrets, port: settings.apiPort });

process.once('SIGTERM', () => void api.close().then(() => process.exit(0)));
