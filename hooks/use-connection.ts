import { useSyncExternalStore } from 'react';
import { type ConnectionState, getConnectionState, subscribeConnection } from '@/lib/client/connection';

/** Whether the server can be reached, as far as the last request and the device tell; `online` until something failed. */
export function useConnection(): ConnectionState {
  return useSyncExternalStore(subscribeConnection, getConnectionState, () => 'online');
}
