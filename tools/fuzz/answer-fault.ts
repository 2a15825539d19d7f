// answer-fault.ts - what is wrong with an answer, whatever was asked?

export interface Answer {
  status: number;
  contentType: string;
  text: string;
}

/** Stacks, paths of ours, addresses, statements, and the names of what we run on. */
const INSIDE = /node_modules|\bat (?:\w+\.)*\w+ \(|\/libs\/|\/dist\/|\b127\.0\.0\.1\b|::1\b|QueryFailed|\bSELECT |syntax error|invalid byte|FST_|ECONN|duplicate key value/;

/** Null when nothing is. A refusal is a problem document without a word about our inside; 503 says "send again" and is one. */
export function faultOf({ status, contentType, text }: Answer): string | null {
  if (status >= 500 && status !== 503) return `answered ${status}`;
  if (status < 400) return null;
  if (!contentType.startsWith('application/problem+json')) return `refused without a problem document: ${contentType || 'no content type'}`;
  const told = INSIDE.exec(text);
  return told ? `told of our inside: ${told[0]}` : null;
}
