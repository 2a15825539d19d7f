// another-run.cjs - starts an embedded server in a process of its own, so that a spec can kill that process.
// argv: the module, the function, its options as JSON. Tells its parent what it got, or why not.
const { transformFileSync } = require('@swc/core');

require.extensions['.ts'] = (module, file) => {
  const { code } = transformFileSync(file, {
    swcrc: false,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  });
  module._compile(code, file);
};

const [file, start, options] = process.argv.slice(2);
require(file)
  [start](JSON.parse(options))
  .then(
    ({ stop, ...server }) => process.send(server),
    (error) => process.send({ error: error.message }),
  );
process.on('disconnect', () => process.exit(0));
