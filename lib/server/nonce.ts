import 'server-only';
import { headers } from 'next/headers';

/** The nonce of this page's content security policy, for the few inline scripts that need one. */
export async function getNonce(): Promise<string | undefined> {
  return (await headers()).get('x-nonce') ?? undefined;
}
