import { useEffect, useRef, useState } from 'react';
import { saveFile } from '@/lib/client/download';
import { newId } from '@/lib/shared/ids';
import type { PackRequest } from '@/services/packs/dtos';
import { fetchPack } from '@/services/packs/http';

/** How far a pack is. */
export type PackState =
  | { step: 'idle' }
  | { step: 'making'; bytes: number }
  | { step: 'stopped' }
  | { step: 'done'; name: string; bytes: number }
  | { step: 'failed'; error: unknown };

/** Makes a pack and saves it; `stop` breaks it off, as leaving the screen does. */
export function usePack() {
  const [state, setState] = useState<PackState>({ step: 'idle' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const make = async (request: PackRequest) => {
    const controller = new AbortController();
    running.current = controller;
    setState({ step: 'making', bytes: 0 });
    const onBytes = (bytes: number) => setState({ step: 'making', bytes });
    try {
      // Every pack is a pack of its own: one that broke off is made again, and is on record again.
      const { file, name } = await fetchPack(request, { idempotencyKey: newId(), onBytes, signal: controller.signal });
      saveFile(file, name);
      setState({ step: 'done', name, bytes: file.size });
    } catch (error) {
      setState(controller.signal.aborted ? { step: 'stopped' } : { step: 'failed', error });
    }
  };
  return { state, make, stop: () => running.current?.abort() };
}
