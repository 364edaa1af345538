import { HOME } from '@/lib/shared/sign-in-path';

const ANYWHERE = 'https://pitside.invalid';

/**
 * Where to go after signing in: the path that was asked for when it lies on this site, else the person's own screen. Anything
 * that a browser could read as another site (`//host`, `/\host`, a scheme, control characters) is not followed.
 */
export function safeNextPath(asked: string | string[] | undefined): string {
  if (typeof asked !== 'string' || !asked.startsWith('/')) return HOME;
  if (!URL.canParse(asked, ANYWHERE)) return HOME;
  const url = new URL(asked, ANYWHERE);
  if (url.origin !== ANYWHERE) return HOME;
  const path = `${url.pathname}${url.search}`;
  return path.startsWith('//') || ['/login', '/choose', '/second-factor'].includes(url.pathname) ? HOME : path;
}
