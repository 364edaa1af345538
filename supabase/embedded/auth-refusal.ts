/** A refusal in the form in which Supabase Auth gives them. */
export function authRefusal(status: number, code: string, message: string, headers?: Record<string, string>): Response {
  const body = { code: status, error_code: code, msg: message };
  return Response.json(body, { status, headers: { ...headers, 'X-Sb-Error-Code': code } });
}
