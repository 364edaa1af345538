import { closeClients, openClients } from '../support/clients.ts';
import type { Measure } from '../support/measure.ts';
import { medianOfCalls, promoCasino, rpcCall } from '../support/promo.ts';
import { below, note } from '../support/report.ts';

/** The three calls of the shift screen, one after the other, on a floor of 24 tables and 60 slips with 15 days of counts. */
export const shiftScreen: Measure = {
  name: 'shift-screen',
  async run(server) {
    const database = await promoCasino(server, server.coupons);
    const [client] = openClients(database, 1);
    if (!client) throw new Error('No client.');
    const dashboard = await medianOfCalls(client, rpcCall('rpc_shift_dashboard', null, null));
    const rollup = await medianOfCalls(client, rpcCall('rpc_promo_exposure_rollup', null, null));
    const alerts = await medianOfCalls(client, rpcCall('rpc_shift_alerts', null));
    await closeClients([client]);
    return [
      below(
        `shift screen with ${server.coupons} coupons: dashboard, rollup and alerts`,
        dashboard + rollup + alerts,
        100,
        'ms',
      ),
      note('shift screen: dashboard', dashboard, 'ms'),
      note('shift screen: promo rollup', rollup, 'ms'),
      note('shift screen: alerts', alerts, 'ms'),
    ];
  },
};
