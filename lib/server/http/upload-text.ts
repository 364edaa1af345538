import 'server-only';
import type { Upload } from '@/lib/server/csv/spool';
import { AppError } from '@/lib/shared/errors';

/** A short file that is sent, whole, as UTF-8. PAYLOAD_TOO_LARGE. */
export async function readUploadText({ body, length }: Upload, maxBytes: number): Promise<string> {
  const tooLarge = () => new AppError('PAYLOAD_TOO_LARGE', { maxBytes });
  if (length !== null && length > maxBytes) throw tooLarge();
  const decoder = new TextDecoder();
  let size = 0;
  let text = '';
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge();
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
