import { faultOf } from './answer-fault';
import type { Case } from './cases';

export interface Tally {
  asked: number;
  byStatus: Map<number, number>;
  /** Reports that the service said it filed. */
  filed: Set<string>;
  faults: string[];
}

export function emptyTally(): Tally {
  return { asked: 0, byStatus: new Map(), filed: new Set(), faults: [] };
}

/** A stream may take minutes (looking at the whole log does), but not fall silent for this long, in milliseconds. */
const SILENCE_MS = 30_000;

/** Sends one case and counts what came of it. */
export async function fire(url: string, { as, method, path, headers, body }: Case, tokens: Readonly<Record<string, string>>, tally: Tally): Promise<void> {
  const named = `${as ?? 'nobody'} ${method} ${path.slice(0, 200)} ${JSON.stringify(headers)} ${body ? Buffer.from(body).toString('latin1').slice(0, 300) : ''}`;
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(new Error(`silent for ${SILENCE_MS / 1000} s`)), SILENCE_MS);
  try {
    const response = await fetch(url + path, {
      method,
      redirect: 'manual',
      headers: { ...headers, ...(as === null ? {} : { authorization: `Bearer ${tokens[as]}` }) },
      ...(body === undefined ? {} : { body: body as Uint8Array<ArrayBuffer> }),
      signal: silence.signal,
    });
    const contentType = response.headers.get('content-type') ?? '';
    const isStream = contentType.startsWith('text/event-stream');
    if (isStream) await response.body?.cancel(); // it would not end by itself
    const decoder = new TextDecoder();
    let text = '';
    if (!isStream)
      for await (const chunk of response.body ?? []) {
        timer.refresh();
        text += decoder.decode(chunk, { stream: true });
      }
    tally.byStatus.set(response.status, (tally.byStatus.get(response.status) ?? 0) + 1);
    const fault = faultOf({ status: response.status, contentType, text });
    if (fault !== null) tally.faults.push(`${fault}: ${named} -> ${text.slice(0, 300)}`);
    if (method === 'POST' && /^\/v1\/(public\/)?reports(\/batch)?(\?|$)/.test(path) && response.ok) for (const [, id] of text.matchAll(/"reportId":"([0-9a-f-]{36})"/g)) tally.filed.add(id!);
  } catch (error) {
    tally.faults.push(`no answer (${(error as Error).message}): ${named}`);
  } finally {
    clearTimeout(timer);
  }
  tally.asked++;
}
