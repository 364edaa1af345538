import { env } from '@/lib/server/env';
import { metrics } from '@/lib/server/metrics';

/** Prometheus figures of this process. With METRICS_TOKEN set, only for callers that bring it. */
export async function GET(request: Request) {
  const token = env().METRICS_TOKEN;
  if (token && request.headers.get('authorization') !== `Bearer ${token}`) return new Response(null, { status: 401 });
  const { registry } = metrics();
  return new Response(await registry.metrics(), { headers: { 'Content-Type': registry.contentType } });
}
export const dynamic = 'force-dynamic';
