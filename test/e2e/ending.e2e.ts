import type { ChildProcess } from 'node:child_process';
import { connect } from 'node:net';
import { childrenOf } from '../../tools/chaos/victims.process';
import { until } from '../support';
import { OwnServers } from '../support/own-servers';
import { build, forkProcess, kill, said } from '../support/worker-process';

jest.setTimeout(120_000);

const onLinux = process.platform === 'linux' ? it : it.skip;

describe('a process that is told to end', () => {
  let servers: OwnServers;
  const running: ChildProcess[] = [];
  beforeAll(async () => {
    build();
    servers = await OwnServers.start();
  });
  afterEach(() => Promise.all(running.splice(0).map(kill)));
  afterAll(() => servers?.stop());

  const started = async (name: 'api' | 'worker') => {
    const child = forkProcess(name, servers.settings);
    running.push(child);
    return { child, ...(await said<{ listening?: string }>(child)) };
  };
  /** The api with callers that do not hang up, and the worker. */
  const atWork = async () => {
    const [api, worker] = await Promise.all([started('api'), started('worker')]);
    const { hostname, port } = new URL(api.listening!);
    const events = await fetch(`${api.listening}/v1/events`, { headers: { authorization: `Bearer ${servers.tokens.auditor}` } });
    events.body!.getReader().closed.catch(() => undefined);
    const idle = connect(Number(port), hostname, () => idle.write('GET /health/ready HTTP/1.1\r\nhost: x\r\n\r\n'));
    idle.on('error', () => undefined);
    await new Promise((answered) => idle.once('data', answered));
    return [api.child, worker.child] as const;
  };
  const ended = (child: ChildProcess) => until('the process has ended', () => child.exitCode !== null || child.signalCode !== null, 60_000).then(() => child.exitCode);

  it.each(['SIGTERM', 'SIGINT'] as const)('ends in good order: %s, while events are listened to and a connection is kept', async (signal) => {
    const both = await atWork();
    for (const child of both) child.kill(signal);
    expect(await Promise.all(both.map(ended))).toEqual([0, 0]);
  });

  it('ends when whoever started it is gone', async () => {
    const both = await atWork();
    for (const child of both) child.disconnect();
    expect(await Promise.all(both.map(ended))).toEqual([0, 0]);
  });

  it('does not wait for a request that never ends', async () => {
    const { child, listening } = await started('api');
    const half = connect(Number(new URL(listening!).port), '127.0.0.1', () => half.write('POST /v1/reports HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n{'));
    half.on('error', () => undefined);
    await until('it was heard', async () => (await fetch(`${listening}/health/ready`)).ok);
    child.kill('SIGTERM');
    expect(await ended(child)).toBe(1);
  });

  onLinux('ends though its servers have stopped answering [needs /proc]', async () => {
    const both = await atWork();
    const frozen = [...childrenOf(servers.postgres.pid), servers.postgres.pid, servers.redis.pid];
    for (const pid of frozen) process.kill(pid, 'SIGSTOP');
    try {
      for (const child of both) child.kill('SIGTERM');
      expect(await Promise.all(both.map(ended))).not.toContain(null);
    } finally {
      for (const pid of frozen) process.kill(pid, 'SIGCONT');
    }
  });

  it('ends in good order though its servers are gone', async () => {
    const both = await atWork();
    process.kill(servers.postgres.pid, 'SIGKILL');
    process.kill(servers.redis.pid, 'SIGKILL');
    await Promise.all([servers.postgres.ended, servers.redis.ended]);
    for (const child of both) child.kill('SIGTERM');
    expect(await Promise.all(both.map(ended))).toEqual([0, 0]);
  });
});
