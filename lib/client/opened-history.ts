/** What can lie open over a screen: each is a parameter of the address by this name. */
export type OpenedName =
  | 'slip'
  | 'player'
  | 'unknown'
  | 'coupon'
  | 'import'
  | 'row'
  | 'run'
  | 'case'
  | 'trace'
  | 'open'
  | 'step';
/** These lie over what an address names before them. */
const OVER: readonly string[] = ['open', 'step'] satisfies OpenedName[];

/**
 * What people typed to find somebody stands behind the # of the address, which no browser sends: what stands in the query is in the
 * logs of every proxy on the way.
 */
const UNSENT: readonly string[] = ['q'];

/** Names of what was opened, the last one last. A step, which has no place in the address, has a name that begins with this. */
type Stack = readonly string[];
const STEP = '#';
/**
 * Where the browser is, or is to be: what this page opened to get there, an entry of the history each, and what the address says, also
 * behind its #, as one query.
 */
type Place = { pathname: string; search: string; stack: Stack };
type Guard = { depth: number; ask: () => void };

/** What is needed of a browser's window. */
export type HistoryWindow = Pick<Window, 'location' | 'history' | 'addEventListener'> & {
  /** Says where among the entries the browser is, where a browser has it. */
  navigation?: { currentEntry: { index: number } | null };
};

/**
 * Keeps what lies open over a screen and the browser's history in step: what is opened adds an entry, and closing it goes back over that
 * entry, whoever closes it. So Back closes what was opened last, and leads elsewhere only from a screen with nothing over it. An entry
 * says of itself what was opened to get there; one that does not say it, such as one that a link led to, is changed in place.
 */
export class OpenedHistory {
  #window: HistoryWindow | null = null;
  /** Where the browser is to be. All that is opened and closed in one moment is one change. */
  #wanted: Place | null = null;
  #isPlanned = false;
  #isRouterThere = false;
  /** Going back takes the browser a moment: where it was when it was sent, and how much is open where it was sent to. */
  #sent: { from: string; depth: number } | null = null;
  /** Where the browser was seen last, for when it is somewhere else all at once. */
  #seen: Place = { pathname: '', search: '', stack: [] };
  #seenIndex: number | undefined;
  readonly #steps = new Map<string, () => void>();
  #stepCount = 0;
  readonly #guards: Guard[] = [];
  /** By how many entries somebody would have gone whom a guard held. */
  #heldBy = 0;
  #isReturning = false;
  #isLeaving = false;
  readonly #listeners = new Set<() => void>();

  /** Begins to keep up with the browser. Nothing is written before the router is there, too (`follow`). */
  start(window: HistoryWindow): void {
    this.#window = window;
    this.#see();
    this.#dropLostSteps();
    // Ahead of the router, which is told nothing of a way that is not gone.
    window.addEventListener('popstate', (event) => this.#arrive(event), { capture: true });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** What the address says under a name, or is about to say; undefined where the browser is not at this path. */
  valueOf(name: string, pathname: string): string | null | undefined {
    if (!this.#window) return undefined;
    const place = this.#place();
    return place.pathname === pathname ? new URLSearchParams(place.search).get(name) : undefined;
  }

  /** Opens something over all else. What is open under this name shows the new thing instead, and nothing over it. */
  open(name: OpenedName, value: string): void {
    if (!this.#window) return;
    const place = this.#place();
    const isOpen = new URLSearchParams(place.search).has(name);
    const below = isOpen ? closed(place, name) : place;
    // What came with the entry is no entry of its own.
    const isOfEntry = isOpen && !place.stack.includes(name);
    this.#want({ ...changed(below, name, value), stack: isOfEntry ? below.stack : [...below.stack, name] });
  }

  /** Closes what is open under a name, and what was opened over it. */
  close(name: OpenedName): void {
    if (!this.#window) return;
    const place = this.#place();
    if (new URLSearchParams(place.search).has(name)) this.#want(closed(place, name));
  }

  /** Has the address say something else of what is shown, such as a filter: nothing to go back from. */
  say(name: string, value: string | null): void {
    if (!this.#window) return;
    const place = this.#place();
    if (new URLSearchParams(place.search).get(name) !== value) this.#want(changed(place, name, value));
  }

  /** Adds a step, for which Back calls `onBack`. The function that is returned takes it away. */
  addStep(onBack: () => void): () => void {
    if (!this.#window) return () => {};
    this.#stepCount += 1;
    // An entry of another load of this page may bear the same count.
    const step = `${STEP}${this.#stepCount}-${Math.random().toString(36).slice(2)}`;
    this.#steps.set(step, onBack);
    const place = this.#place();
    this.#want({ ...place, stack: [...place.stack, step] });
    return () => {
      this.#steps.delete(step);
      const now = this.#place();
      if (now.stack.includes(step)) this.#want({ ...now, stack: now.stack.filter((each) => each !== step) });
    };
  }

  /** Has Back ask instead of closing what is open now, or leaving the screen. The function that is returned lifts it. */
  guard(ask: () => void): () => void {
    const guard = { depth: this.#window ? this.#place().stack.length : 0, ask };
    this.#guards.push(guard);
    return () => {
      this.#guards.splice(this.#guards.indexOf(guard), 1);
      if (this.#isLeaving) this.#plan();
    };
  }

  /** Goes where Back was to lead when a guard held it, once that is lifted. */
  leave(): void {
    this.#isLeaving = true;
    this.#plan();
  }

  /**
   * The router is there, or went somewhere. An entry that is written before it is there lacks the router's marks: the router hears
   * nothing of the address, and going back there has it load the page anew.
   */
  follow(): void {
    if (!this.#isRouterThere) this.#plan();
    this.#isRouterThere = true;
    this.#see();
  }

  #see(): void {
    if (!this.#window) return;
    if (this.#hasLeft()) this.#forget();
    this.#seen = this.#here();
    this.#seenIndex = this.#index();
  }

  #here(): Place {
    if (!this.#window) return this.#seen;
    const { history, location } = this.#window;
    return { pathname: location.pathname, search: queryOf(location), stack: history.state?.opened ?? [] };
  }

  #place(): Place {
    if (this.#hasLeft()) this.#forget();
    return this.#wanted ?? this.#here();
  }

  /** Somebody else led the browser to another screen before it was where it was to be. */
  #hasLeft(): boolean {
    const isElsewhere = this.#wanted !== null && this.#wanted.pathname !== this.#window?.location.pathname;
    return isElsewhere && !this.#isReturning;
  }

  #forget(): void {
    this.#wanted = null;
    this.#sent = null;
  }

  #index(): number | undefined {
    return this.#window?.navigation?.currentEntry?.index;
  }

  #want(place: Place): void {
    this.#wanted = place;
    this.#notify();
    this.#plan();
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }

  #plan(): void {
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    queueMicrotask(() => {
      this.#isPlanned = false;
      this.#settle();
    });
  }

  /** A browser that was sent somewhere and is not where it was any more has arrived, whether it said so or not. */
  #isUnderway(): boolean {
    return this.#sent !== null && this.#sent.from === keyOf(this.#here());
  }

  /** Has the entries be as what is to be open: back as far as needed, and on from there. */
  #settle(): void {
    if (!this.#window || !this.#isRouterThere || this.#isUnderway()) return;
    if (this.#hasLeft()) this.#forget();
    const wanted = this.#wanted;
    if (wanted) {
      const here = this.#here();
      const kept = countSame(here.stack, wanted.stack);
      // An entry in the way of another one is not left but used for it.
      const back = here.stack.length - kept - (wanted.stack.length > kept ? 1 : 0);
      if (back > 0) {
        this.#go(-back, here.stack.length - back);
        return;
      }
      this.#write(wanted, Math.min(here.stack.length, wanted.stack.length));
    }
    this.#forget();
    if (!this.#isLeaving || this.#guards.length > 0) return;
    this.#isLeaving = false;
    this.#window.history.go(this.#heldBy);
  }

  #go(by: number, depth: number): void {
    this.#sent = { from: keyOf(this.#here()), depth };
    this.#window?.history.go(by);
  }

  /** The entry at which the browser is, with so many opened, and one after it for each further one. */
  #write(wanted: Place, depth: number): void {
    for (let length = depth; length <= wanted.stack.length; length += 1) {
      const over = wanted.stack.slice(length);
      this.#writeEntry(length === depth ? 'replaceState' : 'pushState', {
        ...without(wanted, over),
        stack: wanted.stack.slice(0, length),
      });
    }
    this.#see();
  }

  #writeEntry(how: 'pushState' | 'replaceState', place: Place): void {
    if (!this.#window) return;
    const { history } = this.#window;
    const here = this.#here();
    if (how === 'replaceState' && keyOf(here) === keyOf(place)) return;
    // By its own marks the router knows that an entry is none of its business: it hears of changes of the address only.
    const marks = here.search === place.search ? history.state : null;
    history[how]({ ...marks, opened: place.stack }, '', addressOf(place));
  }

  #arrive(event: PopStateEvent): void {
    const left = this.#seen;
    const here = this.#here();
    const sent = this.#sent;
    this.#sent = null;
    const isBackAgain = this.#isReturning && isSameAddress(here, left);
    this.#isReturning = false;
    if (isBackAgain) this.#plan();
    const isHeld = !isBackAgain && sent === null && this.#isHeld(left, here);
    // The router is told nothing of a way that is not gone, nor of a step, whose entry has the address that it knows.
    const isOfStep = isSameAddress(here, left) && isNested(left.stack, here.stack);
    if (isHeld || isBackAgain || isOfStep) event.stopImmediatePropagation();
    if (isHeld || isBackAgain) return;
    if (sent?.depth === here.stack.length && this.#wanted) this.#plan();
    else this.#goOnFrom(left, here);
    this.#see();
    this.#notify();
  }

  /** Sends the browser back to where it was if something would be lost, and asks. */
  #isHeld(left: Place, here: Place): boolean {
    const guard = this.#guards.at(-1);
    if (!guard) return false;
    const isOfOneEntry = here.pathname === left.pathname && isNested(left.stack, here.stack);
    if (isOfOneEntry && here.stack.length >= guard.depth) return false;
    const by = (this.#index() ?? 0) - (this.#seenIndex ?? 0);
    this.#heldBy = by === 0 ? -Math.max(left.stack.length - here.stack.length, 1) : by;
    this.#isReturning = true;
    this.#wanted = left;
    this.#go(-this.#heldBy, left.stack.length);
    guard.ask();
    return true;
  }

  /** Somebody went back or forward. */
  #goOnFrom(left: Place, here: Place): void {
    this.#wanted = null;
    const kept = countSame(left.stack, here.stack);
    const isBack = here.pathname === left.pathname && kept === here.stack.length && kept < left.stack.length;
    // What was set beside the open things meanwhile, such as a filter, is not taken back along with them.
    const kinder = isBack ? { ...without(left, left.stack.slice(kept)), stack: here.stack } : here;
    if (keyOf(kinder) !== keyOf(here)) this.#want(kinder);
    for (const step of left.stack.slice(kept).toReversed()) this.#steps.get(step)?.();
    this.#dropLostSteps();
  }

  /** Of some steps nobody knows any more: a reload or a link led away from them. */
  #dropLostSteps(): void {
    const place = this.#place();
    const lost = place.stack.findIndex((each) => each.startsWith(STEP) && !this.#steps.has(each));
    if (lost !== -1) this.#want({ ...without(place, place.stack.slice(lost)), stack: place.stack.slice(0, lost) });
  }
}

/** Closes what is open under a name, and all that lies over it. */
function closed(place: Place, name: string): Place {
  const index = place.stack.indexOf(name);
  const over = index === -1 ? [name, ...overIn(place, name), ...place.stack] : place.stack.slice(index);
  return { ...without(place, over), stack: index === -1 ? [] : place.stack.slice(0, index) };
}

/** What lies over something in an address that somebody was sent to. */
function overIn({ search }: Place, name: string): string[] {
  const names = [...new URLSearchParams(search).keys()];
  return names.slice(names.indexOf(name) + 1).filter((each) => OVER.includes(each));
}

function without(place: Place, names: readonly string[]): Place {
  return names.reduce((left, name) => changed(left, name, null), place);
}

function changed(place: Place, name: string, value: string | null): Place {
  const parameters = new URLSearchParams(place.search);
  // What is set anew is written anew, and others may have written it another way.
  if (parameters.get(name) === value) return place;
  if (value === null) parameters.delete(name);
  else parameters.set(name, value);
  return { ...place, search: queryOf(partsOf(parameters)) };
}

/** What an address says, as one query: what stands behind its # comes last. */
function queryOf({ search, hash }: { search: string; hash: string }): string {
  const unsent = [...new URLSearchParams(hash.slice(1))].filter(([name]) => UNSENT.includes(name));
  if (unsent.length === 0) return search;
  return `?${new URLSearchParams([...new URLSearchParams(search), ...unsent])}`;
}

function partsOf(parameters: URLSearchParams): { search: string; hash: string } {
  const [unsent = [], sent = []] = [true, false].map((isUnsent) =>
    [...parameters].filter(([name]) => UNSENT.includes(name) === isUnsent),
  );
  const write = (mark: string, part: [string, string][]) =>
    part.length > 0 ? `${mark}${new URLSearchParams(part)}` : '';
  return { search: write('?', sent), hash: write('#', unsent) };
}

/** A path with what is said on it, each in its part of the address. */
export function addressOf({ pathname, search }: { pathname: string; search: string }): string {
  const { search: sent, hash } = partsOf(new URLSearchParams(search));
  // An address without any is left as it was written.
  return hash === '' ? `${pathname}${search}` : `${pathname}${sent}${hash}`;
}

function isSameAddress(one: Place, other: Place): boolean {
  return one.pathname === other.pathname && one.search === other.search;
}

function keyOf({ pathname, search, stack }: Place): string {
  return JSON.stringify([pathname, search, stack]);
}

/** Whether all that one says is open is open in the other, too, with more over it. */
function isNested(one: Stack, other: Stack): boolean {
  return one.length !== other.length && countSame(one, other) === Math.min(one.length, other.length);
}

/** How many lie alike from the first one on. */
function countSame(one: Stack, other: Stack): number {
  const different = one.findIndex((opened, index) => opened !== other[index]);
  return different === -1 ? one.length : different;
}
