import { judgeSelfDefence, type Fire } from './self-defence';

const policy = { immediateWithinMinutes: 60, sameFrontWithinM: 5000, weaponMustBeComparable: true };
const at = (time: string) => new Date(`2016-03-02T${time}:00+02:00`);
const fire = (time: string, change: Partial<Fire> = {}): Fire => ({ from: at(time), to: at(time), weapon: 'TANK', lat: 34.84, lon: 36.74, perpetrators: ['SAF'], victims: ['SAF', 'GROUP_A'], ...change });
const threat = (change: Partial<Fire> = {}, factStatus: 'VERIFIED' | 'REJECTED' = 'VERIFIED') => ({ ...fire('16:00', change), factStatus });

it.each<[string, Fire, ReturnType<typeof threat> | null, string]>([
  ['mortar five minutes after tank fire on the same front', fire('16:05', { weapon: 'MORTAR' }), threat(), 'PROPORTIONATE'],
  ['barrel bombs five hours later on a town 9 km away', fire('21:00', { weapon: 'BARREL_BOMB', lat: 34.921 }), threat({ weapon: 'MORTAR' }), 'DISPROPORTIONATE'],
  ['a heavier weapon at once', fire('16:05', { weapon: 'AIR_STRIKE' }), threat(), 'DISPROPORTIONATE'],
  ['the same weapon a minute too late', fire('17:01'), threat(), 'DISPROPORTIONATE'],
  ['within the hour, or not: the time is known to half an hour', { ...fire('16:20'), to: at('17:20') }, threat(), 'UNPROVEN'],
  ['within the hour at the latest', { ...fire('16:05'), to: at('16:35') }, { ...threat(), from: at('15:40') }, 'PROPORTIONATE'],
  ['too late at the earliest', { ...fire('17:01'), to: at('18:01') }, threat(), 'DISPROPORTIONATE'],
  ['the answer came before the threat', fire('15:00'), threat(), 'DISPROPORTIONATE'],
  ['chemical weapons answer nothing, not even their like', fire('16:05', { weapon: 'CHEMICAL' }), threat({ weapon: 'CHEMICAL' }), 'DISPROPORTIONATE'],
  ['aimed at others', fire('16:05', { victims: ['GROUP_B'] }), threat(), 'DISPROPORTIONATE'],
  ['nobody says whom it struck', fire('16:05', { victims: [] }), threat(), 'UNPROVEN'],
  ['nobody says who threatened', fire('16:05'), threat({ perpetrators: [] }), 'UNPROVEN'],
  ['weapon not known', fire('16:05', { weapon: 'UNKNOWN' }), threat(), 'UNPROVEN'],
  ['place not known', fire('16:05', { lat: null, lon: null }), threat(), 'UNPROVEN'],
  ['no threat on record', fire('16:05'), null, 'UNPROVEN'],
  ['a threat that was rejected', fire('16:05'), threat({}, 'REJECTED'), 'UNPROVEN'],
])('%s', (_, answer, cause, judgement) => expect(judgeSelfDefence(answer, cause, policy).judgement).toBe(judgement));

it('gives its grounds', () => {
  expect(judgeSelfDefence(fire('16:05', { weapon: 'MORTAR' }), threat(), policy).why).toBe(
    'immediate (5 min after it; 60 allowed); same front (0.0 km; 5 allowed); MORTAR against TANK: comparable; aimed at those who threatened',
  );
  expect(judgeSelfDefence({ ...fire('16:20'), to: at('17:20') }, threat(), policy).why).toBe('immediate or not (between 20 and 80 min after it; 60 allowed); same front (0.0 km; 5 allowed); TANK against TANK: comparable; aimed at those who threatened');
});
