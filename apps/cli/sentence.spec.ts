import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { sentenceOf } from './sentence';

const errorOf = (work: () => unknown) => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

it.each<[string, unknown, string]>([
  ['a file that is not there', errorOf(() => readFileSync('/nowhere/us.key')), 'There is no file /nowhere/us.key.'],
  ['a folder in place of a file', Object.assign(new Error('EISDIR'), { code: 'EISDIR', path: tmpdir() }), `${tmpdir()} is a folder; a file is needed.`],
  ['a port in use', Object.assign(new Error('listen'), { code: 'EADDRINUSE', port: 7400 }), 'Port 7400 is taken by another program: give another with --port.'],
  ['an error of our own', new Error('This is not a witness key.'), 'This is not a witness key.'],
  ['something else', 'x', 'x'],
])('%s', (_, error, sentence) => expect(sentenceOf(error)).toBe(sentence));
