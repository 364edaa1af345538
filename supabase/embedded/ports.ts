import { createServer } from 'node:net';
import { PORT_VARIABLES, SetupError, type StackSettings } from './settings.ts';

function listen(port: number, host: string): Promise<{ port: number } | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      const bound = typeof address === 'object' && address ? address.port : port;
      server.close(() => resolve({ port: bound }));
    });
  });
}

/** True when nothing listens there and this user may. */
export async function isPortFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return (await listen(port, host)) !== null;
}

/** A port that was free a moment ago, for tests and throw-away clusters. */
export async function findFreePort(): Promise<number> {
  const found = await listen(0, '127.0.0.1');
  if (!found) throw new SetupError('No free port on 127.0.0.1.');
  return found.port;
}

/** Checks the given ports together, so that one message names all that are taken and how to choose others. */
export async function assertPortsFree(
  settings: StackSettings,
  wanted: (keyof typeof PORT_VARIABLES)[] = ['webPort', 'apiPort', 'databasePort'],
): Promise<void> {
  const taken: string[] = [];
  for (const key of wanted) {
    const host = key === 'webPort' ? settings.webHost : '127.0.0.1';
    if (!(await isPortFree(settings[key], host))) taken.push(portTakenMessage(settings[key], PORT_VARIABLES[key]));
  }
  if (taken.length > 0) throw new SetupError(taken.join('\n'));
}

/** The one wording for a taken port. */
export function portTakenMessage(port: number, variable: string): string {
  return `Port ${port} is taken. Stop what uses it, or choose another with ${variable}=<port>.`;
}
