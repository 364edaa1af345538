import { downloadFile } from '@/lib/client/download';
import type { PackRequest } from './dtos';

/** Makes a pack, and takes it as it comes. */
export function fetchPack(request: PackRequest, options: Parameters<typeof downloadFile>[2]) {
  return downloadFile('/packs', request, options);
}
