import { isCalm, type Moment } from './calm';

/** How often it is looked whether the moment has come. */
const LOOK_EVERY_MS = 500;

type RenewalPorts = {
  /** Calls back again and again; returns how to stop it. */
  every: (callback: () => void, intervalMs: number) => () => void;
  reload: () => void;
};

/** Loads the page anew, once, in the first calm moment after that was wanted. */
export type Renewal = ReturnType<typeof makeRenewal>;

export function makeRenewal({ every, reload }: RenewalPorts) {
  let wish: (() => Promise<void>) | null = null;
  let isGranted = false;
  return {
    /** `prepare` is what has to be done first, in the same moment; of several wishes the first one's. */
    want(prepare: () => Promise<void> = async () => undefined): void {
      wish ??= prepare;
    },
    /** Looks for the moment until it is stopped. */
    watch(look: () => Moment): () => void {
      return every(() => {
        if (!wish || isGranted || !isCalm(look())) return;
        isGranted = true;
        void wish().then(reload);
      }, LOOK_EVERY_MS);
    },
  };
}
