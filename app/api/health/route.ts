/** The process answers. Says nothing of the database; see `/api/ready`. */
export function GET() {
  return Response.json({ status: 'ok' });
}
export const dynamic = 'force-dynamic';
