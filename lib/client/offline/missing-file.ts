import { isFile } from './worker';

const RENEWED_AT = 'pitside-renewed-at';
/** A server that lacks its own files is not asked for them in a circle. */
const ONCE_IN_MS = 5 * 60_000;

/**
 * Calls back when the page has asked for a part of its own build that the server has no more, because a newer one has taken its
 * place: only a page that is loaded anew goes on. Returns how to stop it.
 */
export function onMissingFile(listener: () => void): () => void {
  const hear = ({ target }: Event) => {
    const url = target instanceof HTMLScriptElement ? target.src : target instanceof HTMLLinkElement ? target.href : '';
    if (isFile(url)) void isGone(url).then((isMissing) => isMissing && isFirst() && listener());
  };
  window.addEventListener('error', hear, { capture: true });
  return () => window.removeEventListener('error', hear, { capture: true });
}

/** The server answers, and has no such file; a lost connection says nothing of the file. */
async function isGone(url: string): Promise<boolean> {
  const answer = await fetch(url, { method: 'HEAD', cache: 'no-store' }).catch(() => null);
  return answer?.status === 404;
}

function isFirst(): boolean {
  try {
    const renewedAt = Number(sessionStorage.getItem(RENEWED_AT));
    if (Math.abs(Date.now() - renewedAt) < ONCE_IN_MS) return false;
    sessionStorage.setItem(RENEWED_AT, String(Date.now()));
    return true;
  } catch {
    // Without a place to remember it, it might go in a circle.
    return false;
  }
}
