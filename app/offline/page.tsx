import { OfflineApp } from './offline-app';

/** Kept on the device by the service worker, which answers with it for any screen while the server is away. Nobody's own. */
export default function OfflinePage() {
  return <OfflineApp />;
}
