// Rules with their reason in the message: whoever meets one learns why it is there.
import tseslint from 'typescript-eslint';

const relativeAcross = { group: ['**/libs/*', '**/libs/**', '!**/libs/platform', '!**/libs/platform/settings'], message: 'Import another lib as @hotline/<lib>: through its index only.' };
const pureFiles = ['libs/**/*.ts'];
const worldly = ['libs/**/*.{controller,service,step,relay,repository,entity,dto,module,guard,filter,pipe,interceptor,loader,registry,sequencer,client,reader}.ts', '**/*.{spec,medium,e2e}.ts', 'libs/*/index.ts'];
const world = ['@nestjs/*', '@nestjs/**', 'typeorm', 'bullmq', 'ioredis', 'class-validator', 'class-transformer', 'pg', 'pg-*', 'node:fs', 'node:fs/*', 'node:http', 'node:net'];

export default tseslint.config(
  { ignores: ['**/*.d.ts', 'dist/**', 'node_modules/**', '.hotline/**', 'apps/console/**', '**/*.{js,cjs,mjs}'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unsafe-function-type': 'off',
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'The environment is read in libs/platform/settings.ts only, so that a bad variable is named at boot.' },
      ],
      'no-restricted-imports': ['error', { patterns: [relativeAcross] }],
      'no-console': 'off',
    },
  },
  {
    files: ['libs/**/*.ts'],
    rules: {
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Now is an argument or comes from Clock, so that a judgement can be run again years later.' },
        { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'Now is an argument or comes from Clock.' },
        { selector: "CallExpression[callee.name=/^random(UUID|Bytes)$/]", message: 'Random ids come from Ids.' },
        { selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']", message: 'Randomness is an argument.' },
      ],
    },
  },
  {
    files: pureFiles,
    ignores: worldly,
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { patterns: [{ group: world, allowTypeImports: true, message: 'A file without a role suffix is pure: data in, data out. Give it a role, or move the I/O to the edge.' }] }],
    },
  },
  { files: ['libs/platform/settings.ts', 'test/**/*.ts', '**/*.medium.ts', '**/*.e2e.ts'], rules: { 'no-restricted-properties': 'off' } },
  {
    files: ['libs/platform/{clock,ids}.service.ts', '**/*.{spec,medium,e2e}.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
);
