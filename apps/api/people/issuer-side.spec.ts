import { isOfIssuer } from './issuer-side';

it.each([
  ['US', 'US', true],
  ['US', 'RU', false],
  ['US', null, false],
  ['RU', 'RU', true],
  ['RU', 'US', false],
  ['RU', null, false],
  ['OSE', null, true],
  ['OSE', 'US', false],
  ['OSE', 'RU', false],
] as const)('the issuer of %s signs in somebody of side %s: %s', (issuer, side, may) => expect(isOfIssuer(issuer, side)).toBe(may));
