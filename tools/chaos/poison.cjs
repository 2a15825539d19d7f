// poison.cjs - node --require poison.cjs: a worker in which reports of one kind throw, spin or fill the memory, as often as they are met.
// POISON: { "statement": regular expression over text and values, "does": "throw" | "spin" | "fill" }. The service knows nothing of it.
const { resolve } = require('node:path');
const { Client } = require('pg');

const { statement, does } = JSON.parse(process.env.POISON);
const wanted = new RegExp(statement);
const query = Client.prototype.query;

// The watchdog as it is, but impatient: it would take a minute otherwise.
Object.assign(require(resolve(__dirname, '../../apps/worker/watchdog.js')).WORKER_LIMITS, { silentMs: does === 'spin' ? 2_000 : 60_000, memoryBytes: 450 * 1024 * 1024 });

const acts = {
  throw: () => {
    throw new TypeError('This report cannot be worked on.');
  },
  spin: () => {
    for (;;);
  },
  fill: () => {
    const kept = [];
    const pause = new Int32Array(new SharedArrayBuffer(4));
    for (;;) {
      if (kept.length < 60) kept.push(Buffer.alloc(10_000_000, 1)); // enough for the watchdog, not for the machine
      Atomics.wait(pause, 0, 0, 20);
    }
  },
};

Client.prototype.query = function (config, values) {
  const text = typeof config === 'string' ? config : config?.text;
  if (typeof text === 'string' && wanted.test(`${text} ${JSON.stringify(Array.isArray(values) ? values : (config.values ?? []))}`)) acts[does]();
  return query.apply(this, arguments);
};
