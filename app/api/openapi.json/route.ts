import { API_ROUTES } from '@/app/api/routes';
import { buildOpenApi } from '@/lib/server/http/openapi';

/** The OpenAPI 3.1 document of this build. */
export function GET() {
  return Response.json(buildOpenApi(API_ROUTES));
}
