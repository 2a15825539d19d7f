// seen-head.ts - the head of the log this tab saw last. Sizes and hashes only.
const key = (origin: string) => `hotline.head.${origin}`;

export function seenHead(origin: string): { size: number; root: string } | null {
  const [size, root] = (sessionStorage.getItem(key(origin)) ?? '').split(' ');
  return size && root ? { size: Number(size), root } : null;
}

export function seeHead({ origin, size, root }: { origin: string; size: number; root: string }): void {
  sessionStorage.setItem(key(origin), `${size} ${root}`);
}
