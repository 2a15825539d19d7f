// request-state.ts - where a request for information stands. Silence is an answer of its own, and may still be broken.

export const REQUEST_STATES = ['ASKED', 'ANSWERED', 'UNANSWERED', 'ANSWERED_LATE'] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

export interface RequestStanding {
  hasReply: boolean;
  /** The deadline passed before anything came. */
  hasSilence: boolean;
}

export function requestState({ hasReply, hasSilence }: RequestStanding): RequestState {
  if (hasReply) return hasSilence ? 'ANSWERED_LATE' : 'ANSWERED';
  return hasSilence ? 'UNANSWERED' : 'ASKED';
}

/**
 * The newest reply, when it has these words: whoever sends them again missed the answer (decision 116). A correction is other words, and so
 * is what takes it back; silence is nobody's words.
 */
export function sentAgain<Reply extends { kind: 'REPLY' | 'SILENCE'; text: string | null }>(replies: readonly Reply[], text: string): Reply | null {
  const newest = replies.findLast(({ kind }) => kind === 'REPLY');
  return newest?.text === text ? newest : null;
}
