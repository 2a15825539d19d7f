import { gravityOf, type Damage } from './gravity';
import { EXAMPLE_TERMS } from './terms.fixture';

it.each<[string, Partial<Damage>, string, string]>([
  ['nothing known', {}, 'MINOR', 'no rule of the policy holds'],
  ['small arms, nobody hurt', { weapon: 'SMALL_ARMS', target: 'ARMED_PARTY', killed: 0 }, 'MINOR', 'no rule of the policy holds'],
  ['one wounded is below the policy', { wounded: 1 }, 'MINOR', 'no rule of the policy holds'],
  ['somebody killed', { killed: 1 }, 'MAJOR', 'at least 1 killed'],
  ['a heavy weapon', { weapon: 'ARTILLERY' }, 'MAJOR', 'weapon ARTILLERY'],
  ['a convoy held up', { target: 'CONVOY' }, 'MAJOR', 'target CONVOY'],
  ['somebody killed in a hospital', { target: 'MEDICAL', killed: 1, weapon: 'AIR_STRIKE' }, 'GRAVE', 'at least 1 killed, target MEDICAL'],
  ['ten killed', { killed: 10 }, 'GRAVE', 'at least 10 killed'],
  ['a chemical weapon by itself', { weapon: 'CHEMICAL' }, 'GRAVE', 'weapon CHEMICAL'],
])('%s', (_, damage, gravity, why) => {
  const nothing: Damage = { weapon: null, target: null, killed: null, wounded: null };
  expect(gravityOf({ ...nothing, ...damage }, EXAMPLE_TERMS.policy.gravity)).toEqual({ gravity, why });
});
