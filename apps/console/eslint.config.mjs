// The console's own rules: it runs in a browser, and looks outside only through api/.
import tseslint from 'typescript-eslint';

export default tseslint.config(...tseslint.configs.recommended, {
  files: ['**/*.{ts,tsx}'],
  ignores: ['**/schema.ts'],
  rules: {
    '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    '@typescript-eslint/no-explicit-any': 'error',
    'no-restricted-globals': ['error', { name: 'fetch', message: 'Ask the service through api/, so that every page signs in, fails and retries alike.' }, { name: 'localStorage', message: 'Nothing about incidents or people outlives the tab; preferences go through ui/preferences.ts.' }],
    'no-restricted-syntax': [
      'error',
      { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: 'Reports are words of strangers: text only.' },
      { selector: "Literal[value=/^https?:/]", message: 'The console works on a closed network: no address but its own.' },
    ],
  },
}, { files: ['**/src/api/**'], rules: { 'no-restricted-globals': 'off' } }, { files: ['**/src/ui/preferences.ts'], rules: { 'no-restricted-globals': 'off' } });
