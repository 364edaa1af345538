// The API as a process of its own, so that it can die and be restarted without the rest.
import { serveApi } from './api.ts';
import { databaseUrl } from './connection.ts';
import { API_LOGIN } from './database.ts';
import { findSecrets } from './secrets.ts';
import { readSettings, SetupError } from './settings.ts';

const settings = readSettings();
const secrets = findSecrets(settings.dataDirectory);
if (!secrets) throw new SetupError(`${settings.dataDirectory} has no secrets yet. Run: npm start`);

const api = await serveApi({
  databaseUrl: databaseUrl({
    user: API_LOGIN,
    password: secrets.authenticatorPassword,
    port: settings.databasePort,
  }),
  secrets,
  port: settings.apiPort,
});

process.once('SIGTERM', () => void api.close().then(() => process.exit(0)));

// When the database ends while the driver looks up types on a new connection, the driver's error reaches no caller. The pool
// opens the next connection by itself, so this is worth a line and not a restart.
process.on('unhandledRejection', (error) => console.error('api: connection lost,', error));
