// shared-evidence.ts - the very same file was sent with both. Not sharing one says nothing.
import type { Comparator } from './comparator';

export const sharedEvidence: Comparator<'same file'> = {
  name: 'evidence',
  levels: ['same file'],
  compare(a, b) {
    const count = a.media.filter((sha256) => b.media.includes(sha256)).length;
    if (count === 0) return null;
    return { level: 'same file', compared: count === 1 ? 'the same file was sent with both' : `${count} files were sent with both` };
  },
};
