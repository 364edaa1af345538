import type { Metadata } from 'next';
import { API_ROUTES } from '@/app/api/routes';
import { ERROR_STATUS } from '@/lib/shared/errors';
import { inEnglish } from '@/words/english';

export const metadata: Metadata = { title: 'API' };

const operations = Object.entries(API_ROUTES).flatMap(([path, handlers]) =>
  Object.entries(handlers).flatMap(([method, handler]) =>
    handler.contract ? [{ path, method, ...handler.contract }] : [],
  ),
);

/** The API at a glance; the whole of it is in the OpenAPI document. */
export default function ApiDocsPage() {
  return (
    <main className="mx-auto max-w-4xl space-y-8 px-6 py-10">
      <header className="space-y-2">
        <h1 className="font-semibold text-2xl">API</h1>
        <p className="text-muted">
          Generated from the schemas the routes parse with. Machines read{' '}
          <a className="underline" href="/api/openapi.json">
            /api/openapi.json
          </a>
          .
        </p>
      </header>
      <section aria-labelledby="operations">
        <h2 id="operations" className="mb-3 font-semibold text-lg">
          Operations
        </h2>
        <ul className="divide-y divide-line">
          {operations.map(({ path, method, summary, capability, isIdempotent, errors }) => (
            <li key={`${method} ${path}`} className="py-3">
              <p className="font-mono text-sm">
                <strong>{method}</strong> /api/v1{path}
              </p>
              <p>{summary}.</p>
              <p className="text-muted text-sm">
                {capability === 'public' ? 'Open to all' : (capability ?? 'Any signed-in person')}
                {isIdempotent ? ' · wants an Idempotency-Key' : ''}
                {errors ? ` · ${errors.join(', ')}` : ''}
              </p>
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="errors">
        <h2 id="errors" className="mb-3 font-semibold text-lg">
          Errors
        </h2>
        <dl className="divide-y divide-line">
          {Object.entries(ERROR_STATUS).map(([code, status]) => (
            <div key={code} className="py-3">
              <dt className="font-mono text-sm">
                {status} {code}
              </dt>
              <dd>
                {inEnglish(`errors.${code}`)} <span className="text-muted">{inEnglish(`errors.${code}_remedy`)}</span>
              </dd>
            </div>
          ))}
        </dl>
      </section>
    </main>
  );
}
