import { sentAgain } from './request-state';

const reply = (text: string) => ({ kind: 'REPLY' as const, text });
const silence = { kind: 'SILENCE' as const, text: null };

it.each([
  ['the first words', [], 'On the hill.', null],
  ['the words of the newest reply', [reply('On the hill.')], 'On the hill.', 'On the hill.'],
  ['other words', [reply('On the hill.')], 'on the hill.', null],
  ['what takes a correction back', [reply('On the hill.'), reply('In the valley.')], 'On the hill.', null],
  ['words after silence', [silence], 'On the hill.', null],
  ['the words of a late reply', [silence, reply('On the hill.')], 'On the hill.', 'On the hill.'],
  ['words that silence came after', [reply('On the hill.'), silence], 'On the hill.', 'On the hill.'],
])('%s', (_, replies, text, same) => expect(sentAgain(replies, text)?.text ?? null).toBe(same));
