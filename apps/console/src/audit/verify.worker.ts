// verify.worker.ts - reads the log off the page's thread and says how far it is, then what it found.
import { faultOf, headOf, isSignedBy, MerkleRoot, type Head, type LogEntry } from './verify-log';
import { hex } from './hex';

export type VerifyWord = { rows: number } | { verdict: 'verified' | 'broken'; rows: number; why: string | null; root: string };

const scope = self as unknown as { onmessage: ((event: MessageEvent<Blob>) => void) | null; postMessage(word: VerifyWord): void };

scope.onmessage = ({ data }) => void verify(data).catch((error: unknown) => ({ why: error instanceof Error ? error.message : String(error), rows: 0, root: '' })).then((end) => end && scope.postMessage({ verdict: end.why === null ? 'verified' : 'broken', ...end }));

async function verify(file: Blob): Promise<{ why: string | null; rows: number; root: string }> {
  const tree = new MerkleRoot();
  let key = '';
  let final: Head | null = null;
  let why: string | null = null;
  for await (const line of linesOf(file)) {
    const record = JSON.parse(line) as { format?: string; publicKey?: string; checkpoint?: number; note?: string; final?: boolean } & LogEntry;
    if (record.format) key = record.publicKey ?? '';
    else if (record.checkpoint !== undefined) {
      const head = headOf(record.note ?? '');
      // Each checkpoint stands behind the last entry it covers, so that every head the log ever signed is made again.
      if (!head || head.size !== tree.size || head.root !== hex(tree.root())) why ??= `the checkpoint of size ${record.checkpoint} is not the root of the entries before it`;
      else if (!(await isSignedBy(head, key))) why ??= `the checkpoint of size ${record.checkpoint} is not signed by the log's key`;
      if (record.final) final = head;
    } else {
      why ??= faultOf(record, tree.size);
      tree.add(Uint8Array.from(record.leafHash.match(/../g) ?? [], (byte) => parseInt(byte, 16)));
      if (tree.size % 2_000 === 0) scope.postMessage({ rows: tree.size });
    }
  }
  if (!final) why ??= 'the file does not end with a checkpoint: it was cut off';
  return { why, rows: tree.size, root: hex(tree.root()) };
}

async function* linesOf(file: Blob): AsyncGenerator<string> {
  const reader = file.stream().pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    const lines = (rest + step.value).split('\n');
    rest = lines.pop() ?? '';
    yield* lines.filter(Boolean);
  }
  if (rest) yield rest;
}
