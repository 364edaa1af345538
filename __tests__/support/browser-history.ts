import type { HistoryWindow } from '@/lib/client/opened-history';

type Entry = { href: string; state: Record<string, unknown> | null };

/**
 * The history of one tab, as browsers keep it: what is pushed does away with what lay ahead, and going somewhere takes a moment. A
 * router listens last, as ours does, and knows the address as far as it was told.
 */
export class BrowserHistory {
  entries: Entry[];
  index = 0;
  routerKnows: string;
  readonly window: HistoryWindow;
  #listeners: ((event: PopStateEvent) => void)[] = [];

  constructor(href = 'https://pitside.example/pit', state: Entry['state'] = { __NA: true }) {
    this.entries = [{ href, state }];
    this.routerKnows = href;
    const write = (isPush: boolean) => (state: Entry['state'], _title: string, href?: string) => {
      const entry = { href: new URL(href ?? this.href, this.href).href, state: structuredClone(state) };
      if (!state?.__NA) {
        // What the router does to entries that others write.
        entry.state = { ...entry.state, __NA: true };
        if (href) this.routerKnows = entry.href;
      }
      if (isPush) {
        this.entries.splice(this.index + 1);
        this.index += 1;
      }
      this.entries[this.index] = entry;
    };
    const entryNow = () => this.#entry;
    this.window = {
      location: {
        get href() {
          return entryNow().href;
        },
        get pathname() {
          return new URL(entryNow().href).pathname;
        },
        get search() {
          return new URL(entryNow().href).search;
        },
        get hash() {
          return new URL(entryNow().href).hash;
        },
      },
      history: {
        get state() {
          return structuredClone(entryNow().state);
        },
        pushState: write(true),
        replaceState: write(false),
        go: (by: number) => this.go(by),
      },
      addEventListener: (_type: string, listener: (event: PopStateEvent) => void) => this.#listeners.push(listener),
    } as unknown as HistoryWindow;
  }

  get href(): string {
    return this.#entry.href;
  }

  /** The path and query, which is all that tests look at. */
  get address(): string {
    return this.href.replace('https://pitside.example', '');
  }

  get #entry(): Entry {
    const entry = this.entries[this.index];
    if (!entry) throw new Error('No entry is there.');
    return entry;
  }

  /** The page is loaded anew: what listened is gone, what is written stays. */
  reload(): void {
    this.#listeners = [];
  }

  /** Somebody else, such as a filter, writes over the address. */
  replaceByOthers(href: string): void {
    this.window.history.replaceState(null, '', href);
  }

  /** A link is followed. */
  pushByRouter(href: string): void {
    this.window.history.pushState({ __NA: true }, '', href);
    this.routerKnows = this.href;
  }

  go(by: number): void {
    setTimeout(() => {
      const index = this.index + by;
      if (by === 0 || index < 0 || index >= this.entries.length) return;
      this.index = index;
      let isStopped = false;
      const event = {
        state: structuredClone(this.#entry.state),
        stopImmediatePropagation: () => {
          isStopped = true;
        },
      } as unknown as PopStateEvent;
      for (const listener of this.#listeners) if (!isStopped) listener(event);
      if (!isStopped) this.routerKnows = this.href;
    });
  }

  /** Until nobody is on the way any more. */
  async rest(): Promise<void> {
    for (let turn = 0; turn < 6; turn += 1) await new Promise((resolve) => setTimeout(resolve));
  }

  async back(): Promise<void> {
    this.go(-1);
    await this.rest();
  }

  async forward(): Promise<void> {
    this.go(1);
    await this.rest();
  }
}
