// crash-point.cjs - node --require crash-point.cjs ends its process at one exact statement. The service knows nothing of it.
// CRASH_POINT: { "statement": regular expression over text and values, "isCommit": at the COMMIT of a transaction that ran it, "moment": ... }
const { Client } = require('pg');

const { statement, isCommit, moment } = JSON.parse(process.env.CRASH_POINT);
const wanted = new RegExp(statement);
const ran = new WeakSet();
const query = Client.prototype.query;
/** Binary values as the text that they hold. */
const legible = (_name, value) => (value?.type === 'Buffer' ? Buffer.from(value.data).toString() : value);

Client.prototype.query = function (config, values, callback) {
  const text = typeof config === 'string' ? config : config?.text;
  if (typeof text !== 'string') return query.apply(this, arguments);
  const isWanted = wanted.test(`${text} ${JSON.stringify(Array.isArray(values) ? values : (config.values ?? []), legible)}`);
  if (isWanted) ran.add(this);
  if (!(isCommit ? text === 'COMMIT' && ran.has(this) : isWanted)) {
    if (/^(COMMIT|ROLLBACK)$/.test(text)) ran.delete(this);
    return query.apply(this, arguments);
  }
  if (moment === 'before') end();
  if (moment === 'after') {
    const answered = [...arguments];
    const last = answered.length - 1;
    if (typeof answered[last] === 'function') answered[last] = end;
    const result = query.apply(this, answered);
    return typeof result?.then === 'function' ? result.then(end) : result;
  }
  query.apply(this, arguments);
  return end(); // it is in the socket, and nobody will read the answer
};

function end() {
  process.kill(process.pid, 'SIGKILL');
}
