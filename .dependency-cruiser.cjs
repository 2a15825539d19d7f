// Dependencies point one way: a lib may import the libs to its left, through index.ts only.
const order = ['platform', 'ledger', 'agreement', 'intake', 'zones', 'linkage', 'assessment', 'review', 'export'];

module.exports = {
  forbidden: [
    ...order.map((lib, index) => ({
      name: `${lib}-looks-left-only`,
      comment: `Order: ${order.join(' <- ')}. What ${lib} needs from its right belongs elsewhere.`,
      severity: 'error',
      from: { path: `^libs/${lib}/` },
      to: { path: `^libs/(${order.slice(index + 1).join('|') || 'nothing'})/` },
    })),
    {
      name: 'through-the-index',
      comment: 'A lib is what its index.ts says; its other files may change without asking.',
      severity: 'error',
      from: { path: '^(?:libs/([^/]+)|apps|test|tools)/' },
      // The launcher reads its settings without loading the framework that the index of platform brings along.
      to: { path: '^libs/([^/]+)/(?!index\\.ts$)', pathNot: '^libs/$1/|^libs/platform/settings\\.ts$' },
    },
    { name: 'libs-know-no-app', severity: 'error', from: { path: '^libs/', pathNot: '\\.(medium|spec)\\.ts$' }, to: { path: '^(apps|test|tools)/' } },
    { name: 'no-cycles', severity: 'error', from: { path: '^(libs|apps)/' }, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    {
      name: 'bullmq-lives-in-the-relay',
      comment: 'Only the relay and the step runner know the queue; everything else knows the outbox.',
      severity: 'error',
      from: { path: '^libs/', pathNot: '^libs/ledger/outbox\\.relay\\.ts$|\\.medium\\.ts$' },
      to: { path: 'node_modules/bullmq' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^apps/console' },
  },
};
