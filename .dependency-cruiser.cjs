/**
 * The architecture as rules: component -> hook -> services/<x>/http -> fetch -> route -> services/<x>/index -> crud -> RPC.
 * Imports point one way; what a folder may reach is listed in docs/architecture.md, and `npm run lint` fails on anything else.
 */
const BROWSER_SAFE = '^services/[^/]+/(dtos|keys|http)\\.ts$';

/** Files matching `from` may import nothing of the project beyond `allowed` (path patterns). */
function only(name, comment, from, allowed) {
  return {
    name,
    comment,
    severity: 'error',
    from,
    to: {
      path: '^(app|components|hooks|services|lib|types|words|worker|supabase|scripts|bench|e2e|__tests__)/',
      pathNot: allowed,
    },
  };
}

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unresolved',
      severity: 'error',
      // numfmt names a file for `require` that it doesn't ship; whoever imports it gets the one that is there.
      from: {},
      to: { couldNotResolve: true, pathNot: '^numfmt$' },
    },
    only(
      'words',
      'The catalogue knows nobody; what is said of a value is decided by whoever draws it.',
      { path: '^words/' },
      ['^words/'],
    ),
    {
      name: 'words-by-key',
      comment:
        'Messages are sent to the browser in one language and room by room: only words/ itself imports the catalogue.',
      severity: 'error',
      from: { path: '^(app|components|hooks|services|lib)/' },
      to: { path: '^words/', pathNot: '^words/(say|languages|english|server|words-provider)\\.tsx?$' },
    },
    only('lib-shared-downwards', 'lib/shared knows nobody but the words.', { path: '^lib/shared/' }, [
      '^lib/shared/',
      '^words/(say|languages)\\.ts$',
    ]),
    only('lib-http-downwards', 'lib/http knows only lib/shared.', { path: '^lib/http/' }, ['^lib/(shared|http)/']),
    only('lib-server-downwards', 'lib/server never reaches up.', { path: '^lib/server/' }, [
      '^words/english\\.ts$',
      '^lib/(shared|http|server)/',
      '^types/',
    ]),
    only('lib-client-downwards', 'lib/client never reaches up, and never into the server.', { path: '^lib/client/' }, [
      '^words/languages\\.ts$',
      '^lib/(shared|http|client)/',
    ]),
    only(
      'dtos-and-keys',
      'Contracts stand alone; a contract may use another context’s contract.',
      { path: '^services/[^/]+/(dtos|keys)\\.ts$' },
      ['^lib/shared/', '^words/languages\\.ts$', '^services/[^/]+/dtos\\.ts$'],
    ),
    only('http-fetchers', 'Fetchers use contracts and the fetch client.', { path: '^services/[^/]+/http\\.ts$' }, [
      '^lib/(shared|http|client)/',
      '^services/[^/]+/(dtos|keys)\\.ts$',
    ]),
    only(
      'services',
      'A service uses its own slice; another one only through its index.',
      { path: '^services/([^/]+)/(index|crud|mappers|selects)\\.ts$' },
      ['^lib/(shared|http|server)/', '^services/$1/', '^services/[^/]+/index\\.ts$', '^types/', '^words/english\\.ts$'],
    ),
    only('hooks', 'Hooks reach the server through fetchers only.', { path: '^hooks/' }, [
      '^hooks/',
      '^words/languages\\.ts$',
      BROWSER_SAFE,
      '^lib/(shared|http|client)/',
    ]),
    only('components-ui', 'Primitives know no domain.', { path: '^components/ui/' }, [
      '^components/ui/',
      '^words/',
      '^lib/(shared|client)/',
    ]),
    only('components', 'Components read through hooks.', { path: '^components/(?!ui/)' }, [
      '^components/',
      '^words/',
      '^hooks/',
      '^services/[^/]+/dtos\\.ts$',
      '^lib/(shared|http|client)/',
    ]),
    only(
      'components-domain',
      'What several features draw knows the field’s things, and no feature.',
      { path: '^components/(domain|forms)/' },
      [
        '^components/(ui|domain|forms)/',
        '^components/labels\\.ts$',
        '^words/',
        '^hooks/',
        '^services/[^/]+/dtos\\.ts$',
        '^lib/(shared|http|client)/',
      ],
    ),
    {
      name: 'components-features',
      comment: 'A feature draws another one only late (`lateCode`); what two of them need goes to ui, domain or forms.',
      severity: 'error',
      from: { path: '^components/([^/]+)/' },
      to: {
        path: '^components/[^/]+/',
        pathNot: '^components/($1|ui|domain|forms)/',
        dependencyTypesNot: ['dynamic-import'],
      },
    },
    {
      name: 'reward-queue-late',
      comment: 'What keeps and sends rewards is in no first load: screens have it by `makeLateQueue`.',
      severity: 'error',
      from: { path: '^(app|components|hooks)/' },
      to: {
        path: '^lib/client/(reward-queue/(browser|queue|store)|intents/indexed-db-store)\\.ts$',
        dependencyTypesNot: ['dynamic-import'],
      },
    },
    only('routes', 'A route parses, calls one service, answers.', { path: '^app/api/' }, [
      '^app/api/',
      '^words/english\\.ts$',
      '^lib/(shared|http|server)/',
      '^services/[^/]+/(index|dtos)\\.ts$',
    ]),
    only('pages', 'Pages load and compose.', { path: '^app/(?!api/)' }, [
      '^app/(?!api/)',
      '^words/',
      '^components/',
      '^hooks/',
      '^lib/',
      '^services/[^/]+/(index|keys|dtos)\\.ts$',
    ]),
    only('worker', 'The worker is a program of its own, beside the web app.', { path: '^worker/' }, [
      '^worker/',
      '^lib/shared/',
    ]),
    {
      name: 'api-without-words',
      comment: 'Whoever answers for the API is in no page, and has no person’s words.',
      severity: 'error',
      from: { path: '^(services/[^/]+/(crud|mappers|index|report|staging)|lib/server/.*|app/api/.*)\\.ts$' },
      to: { path: '^(lib/shared/(format|numbers)|words/say)\\.ts$' },
    },
    {
      name: 'database-only-in-crud',
      comment: 'Only crud.ts talks to the database.',
      severity: 'error',
      from: { path: '^(app|components|hooks|services)/', pathNot: '^services/[^/]+/crud\\.ts$' },
      to: { path: 'node_modules/(@supabase|postgres)/' },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^\\.(next|pitside)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.css'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
