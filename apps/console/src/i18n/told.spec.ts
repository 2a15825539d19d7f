import ar from './ar.json';
import en from './en.json';
import ru from './ru.json';
import { tellerOf, type Naming } from './told';

const NAMES: Record<string, string> = { SAF: 'the army', GROUP_C: 'Group C', SY04: 'Homs', SY05: 'Hama', MORTAR: 'Mortar', ATTACK: 'Attack' };
const naming: Naming = { word: (code) => NAMES[code] ?? code, moment: (at) => at.slice(0, 10), distance: (metres) => `${metres} metres`, lasting: (ms) => `${ms / 60_000} min`, comma: ', ', semicolon: '; ' };
const languages: Record<string, Record<string, unknown>> = { en, ar, ru };
const sentence = (language: string, [part, name]: string[]) => (languages[language]![part!] as Record<string, string>)[name!]!;
const tellerIn = (language: string) => tellerOf(en, (name, values) => sentence(language, name.split('.')).replace(/\{\{(\w+)\}\}/g, (_, gap: string) => values[gap]!), naming);

/** As libs/assessment, libs/linkage, libs/review and libs/intake say it. */
const SAID: [said: string, told: string][] = [
  ['the regime was in force throughout', 'the regime was in force throughout'],
  ['inside SY04', 'inside Homs'],
  ['on the line between SY04, SY05', 'on the line between Homs, Hama'],
  ['SAF was bound: accepted to RU on 2016-02-25T00:00:00Z; GROUP_C was not protected: no acceptance is recorded', 'the army was bound: accepted to RU on 2016-02-25; Group C was not protected: no acceptance is recorded'],
  ['a weapon (MORTAR) without an act is read as ATTACK: ATTACK touches T2', 'a weapon (Mortar) without an act is read as Attack: Attack touches T2'],
  ['DETENTION touches T6 (a commitment to work for, counted separately)', 'DETENTION touches T6 (a commitment to work for, counted separately)'],
  ['whose area it was is open (RU: EXCLUDED_GROUP_AREA Z1 (inside); US: MIXED Z1 (border))', 'whose area it was is open (RU: EXCLUDED_GROUP_AREA Z1 (inside); US: MIXED Z1 (border))'],
  ['ISIL is named as the target; the maps do not show that it was its area (no map speaks)', 'ISIL is named as the target; the maps do not show that it was its area (no map speaks)'],
  ['policy v1: outside the territory (1 independent source, 0 of them no party)', 'policy v1: outside the territory (1 independent source, 0 of them no party)'],
  ['policy v1: 2 independent sources, 2 of them no party, in a zone of the territory', 'policy v1: 2 independent sources, 2 of them no party, in a zone of the territory'],
  ['at least 5 killed, target SCHOOL', 'at least 5 killed, target SCHOOL'],
  ['US VIOLATION, RU RECUSED: US alone rules', 'US VIOLATION, RU RECUSED: US alone rules'],
  ['No report of the same incident; the nearest: 1.8 km apart, the two radii make 3.0 km; both ATTACK. against: 7.5 hours apart; MORTAR and ARTILLERY. not without a person: the times do not overlap, the weapons do not go together. -3.1 bits, 4.25 needed', 'No report of the same incident; the nearest: 1800 metres apart, the two radii make 3000 metres; both Attack. against: 450 min apart; Mortar and ARTILLERY. not without a person: the times do not overlap, the weapons do not go together. -3.1 bits, 4.25 needed'],
  ['Is the whole of Homs (SY04) meant, or Homs (SY0400) or Talbiseh (SY0404)?', 'Is the whole of Homs (SY04) meant, or Homs (SY0400) or Talbiseh (SY0404)?'],
  ['immediate (5 min after it; 60 allowed); same front (0.4 km; 5 allowed); MORTAR against ATTACK: comparable', 'immediate (5 min after it; 60 allowed); same front (400 metres; 5 allowed); Mortar against Attack: comparable'],
  ['the threat was rejected as a fact; not immediate (300 min after it; 60 allowed); another place (9.0 km; 5 allowed); BARREL_BOMB against MORTAR: heavier than the threat', 'the threat was rejected as a fact; not immediate (300 min after it; 60 allowed); another place (9000 metres; 5 allowed); BARREL_BOMB against Mortar: heavier than the threat'],
  ['not immediate (before the threat; 60 allowed); where is not known; the weapons are not known', 'not immediate (before the threat; 60 allowed); where is not known; the weapons are not known'],
  ['immediate or not (between 20 and 80 min after it; 60 allowed); same front (0.0 km; 5 allowed); the weapons are not known; at whom is not known', 'immediate or not (between 20 and 80 min after it; 60 allowed); same front (0 metres; 5 allowed); the weapons are not known; at whom is not known'],
  ['no incident is named as the threat', 'no incident is named as the threat'],
  ['the incident changed; opinions are called for again (it was JOINT_VIOLATION)', 'the incident changed; opinions are called for again (it was JOINT_VIOLATION)'],
  // Said until decision 110; stored assessments say it for good.
  ['no map shows an excluded group here; no self-defence claim is on record', 'no map shows an excluded group here; no self-defence claim is on record'],
  ['linked with other reports of the same incident', 'linked with other reports of the same incident'],
];

describe('a reason of the service', () => {
  it.each(SAID)('%s: is told with names for codes', (said, told) => expect(tellerIn('en')(said)).toBe(told));

  it.each(SAID)('%s: is told in Arabic and Russian, with none of its English left', (said) => {
    for (const language of ['ar', 'ru']) expect(tellerIn(language)(said)).toMatch(language === 'ar' ? /\p{Script=Arabic}/u : /\p{Script=Cyrillic}/u);
    expect(tellerIn('ru')(said)).not.toMatch(/\b(the|of|not|was|is)\b (?!army)/);
  });

  it('says that two are alike, where the service names both', () => expect(tellerIn('ru')('SAF and SAF')).toBe('оба: the army'));

  it('keeps the order of what was compared', () => expect(tellerIn('ru')('0 and 1 killed')).toBe('убитых 0 и 1'));

  it.each(['The reviewer saw the crater himself.', 'SAF was bound: because it said so'])('that no pattern knows, or only in part, is not guessed at: %s', (said) => expect(tellerIn('ru')(said)).toBeNull());
});
