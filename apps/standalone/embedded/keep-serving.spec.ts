import { keepServing, type Server } from './keep-serving';

describe('keeping a server serving', () => {
  function fake(fails: number[] = []) {
    const ends: ((how: string) => void)[] = [];
    const stopped: number[] = [];
    let starts = 0;
    const start = (): Promise<Server> => {
      const number = ++starts;
      if (fails.includes(number)) return Promise.reject(new Error('port taken'));
      const ended = new Promise<string>((resolve) => ends.push(resolve));
      return Promise.resolve({ url: 'x://same', ended, stop: async () => void stopped.push(number) });
    };
    return { start, ends, stopped, starts: () => starts };
  }
  const settle = () => new Promise((resolve) => setImmediate(() => setTimeout(resolve, 5)));

  it('starts it again when it ends unasked, after letting go of the old one', async () => {
    const server = fake();
    const lines: string[] = [];
    const { url, stop } = await keepServing('Redis', server.start, (line) => lines.push(line));
    server.ends[0]!('killed by SIGKILL');
    await settle();
    expect([url, server.starts(), server.stopped]).toEqual(['x://same', 2, [1]]);
    expect(lines).toEqual(['Redis ended (killed by SIGKILL); starting it again.']);
    await stop();
  });

  it('leaves it alone once it was asked to stop', async () => {
    const server = fake();
    const { stop } = await keepServing('Redis', server.start, () => undefined);
    await stop();
    server.ends[0]!('exit code 0');
    await settle();
    expect([server.starts(), server.stopped]).toEqual([1, [1]]);
  });

  it('fails when the first start fails', async () => {
    await expect(keepServing('Redis', fake([1]).start, () => undefined)).rejects.toThrow('port taken');
  });
});
