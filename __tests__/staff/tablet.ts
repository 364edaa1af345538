import { ADDRESS_HEADER, sealedAddress } from '@/lib/server/client-address';
import { newId } from '@/lib/shared/ids';
import { DEMO_PASSWORD } from '../../supabase/embedded/demo';
import { cookiesOf, HOST, ORIGIN, signIn } from '../api/browser';
import type { Answer, Email, TestStack } from '../support/stack';

/** One tablet: what several people do there one after the other, with the cookies that it has. */
export function createTablet(stack: TestStack) {
  const jar = new Map<string, string>();
  const keep = (answer: Answer): Answer => {
    for (const { name, value, attributes } of cookiesOf(answer))
      if (attributes.has('max-age=0')) jar.delete(name);
      else jar.set(name, value);
    return answer;
  };
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const headers = () => ({ cookie: cookie(), host: HOST, origin: ORIGIN, [ADDRESS_HEADER]: sealedAddress(newId()) });
  const send = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object, key?: string) =>
    keep(
      await stack.http(null, method, path, { headers: headers(), ...(body ? { body } : {}), ...(key ? { key } : {}) }),
    );
  return {
    jar,
    cookie,
    send,
    enter: async (email: string, password = DEMO_PASSWORD) =>
      keep(await signIn(stack, { email, password, address: newId(), headers: { cookie: cookie() } })),
    me: () => send('GET', '/me'),
    setPin: (pin: string, currentPassword = DEMO_PASSWORD, key = newId()) =>
      send('PUT', '/me/pin', { currentPassword, pin }, key),
    park: () => send('POST', '/session/park'),
    parked: () => send('GET', '/session/parked'),
    unlock: (staffId: string, pin: string) => send('POST', '/session/unlock', { staffId, pin }),
    leave: () => send('DELETE', '/session'),
    /** Signs somebody in, gives them a PIN, and parks them. */
    async arriveAndPark(email: Email, pin: string): Promise<void> {
      await this.enter(email);
      const answers = [await this.setPin(pin), await this.park()];
      const refused = answers.find(({ status }) => status >= 300);
      if (refused) throw new Error(`${email} is not parked: ${JSON.stringify(refused.body)}`);
    },
  };
}

export type Tablet = ReturnType<typeof createTablet>;
