#!/usr/bin/env node
// verify.mjs - checks an export of the hotline's log offline. One file, nothing but Node (20 or newer), no network, no database.
//
//   node verify.mjs log.ndjson --key VKEY [--witness VKEY]... [--pin FILE]... [--receipt FILE]... [--incidents FILE] [--manifest FILE]
//   node verify.mjs --publication incidents.publication.ndjson --key VKEY [--witness VKEY]...
//
//   --key        the log's public key, from a place you trust and not from this export
//   --witness    public key of a witness whose cosignature you ask for
//   --pin        a checkpoint that you, or a witness, kept earlier: a checkpoint text, or a witness's journal
//   --receipt    a receipt that a reporter holds: is the report in the log, and was it accepted as it says?
//   --incidents  incidents.ndjson of the same checkpoint: are these the incidents that the log records?
//   --manifest   the signed manifest of an exported file (the file is the one it names, beside it, or given with --incidents)
//   --publication  incidents.publication.ndjson: proves itself line by line, with a log or without one
//   --earlier    this export is an old one: checkpoints that are newer than it are no sign of a truncated log
//   --json       the result as JSON
//
// The program reads like its checklist: see CHECKS at the end of `verifyLog`. It exits with 0 when everything holds, with 1 when
// something does not, and with 2 when it could not read what it was given.
import * as crypto from 'node:crypto';
import { createReadStream, existsSync, readFileSync, realpathSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

// ---- hashes: RFC 6962 ----------------------------------------------------------------------------------------------------

const hashHex = crypto.hash ? (data) => crypto.hash('sha256', data, 'hex') : (data) => crypto.createHash('sha256').update(data).digest('hex');
const hashBytes = (data) => Buffer.from(hashHex(data), 'hex');
const leafHash = (text) => hashHex(`\u0000${text}`);

const nodeInput = Buffer.alloc(65);
nodeInput[0] = 1;
function nodeHash(left, right) {
  left.copy(nodeInput, 1);
  right.copy(nodeInput, 33);
  return hashBytes(nodeInput);
}

class Tree {
  size = 0;
  parts = [];
  append(leaf) {
    let hash = leaf;
    for (let rest = this.size; rest % 2 === 1; rest = Math.floor(rest / 2)) hash = nodeHash(this.parts.pop(), hash);
    this.parts.push(hash);
    this.size++;
  }
  root() {
    return this.parts.length === 0 ? hashBytes('') : this.parts.reduceRight((right, left) => nodeHash(left, right));
  }
}

// ---- canonical JSON: RFC 8785 --------------------------------------------------------------------------------------------

const PLAIN = /^[ !#-[\]-~]*$/; // nothing to escape, as in nearly all text of a log

export function canonicalJson(value) {
  if (typeof value === 'string' && PLAIN.test(value)) return `"${value}"`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  return `{${Object.keys(value).sort().map((key) => `${canonicalJson(key)}:${canonicalJson(value[key])}`).join(',')}}`;
}

// ---- leaves: what a row must hash to -------------------------------------------------------------------------------------

const fieldSalt = (name, salt) => hashHex(`${name}\n${salt}`);
const fieldCommitment = (salt, value) => hashHex(`${salt}\n${canonicalJson(value ?? null)}`);

/** What is wrong with a row, or null. `commitment` and `leaf` were made again from its fields; beside them stands what the log claims. */
function flawOf(row, index, commitment, leaf) {
  if (row.index !== index) return misplaced(row.index, index);
  if (typeof row.type !== 'string') return 'the fact is missing';
  if (commitment !== row.commitment) return 'the fields are not those that were recorded';
  return leaf === row.leafHash ? null : 'type, ids or time are not those that were recorded';
}

const misplaced = (said, index) => `the row says it is index ${said}, but ${index} follows`;

/** The fields that are open: all of them, or those that neither were left out nor erased. */
function fieldsOf(row) {
  return row.content ?? (row.shown && Object.fromEntries(Object.entries(row.shown).map(([name, [, value]]) => [name, value])));
}

function commitmentOf(row) {
  const commitments = {};
  if (row.content !== undefined) {
    if (row.content === null || typeof row.salt !== 'string') return null;
    for (const name of Object.keys(row.content)) commitments[name] = fieldCommitment(fieldSalt(name, row.salt), row.content[name]);
    commitments['@actor'] = fieldCommitment(fieldSalt('@actor', row.salt), row.actor);
  } else if (row.shown !== undefined) {
    for (const [name, [salt, value]] of Object.entries(row.shown)) commitments[name] = fieldCommitment(salt, value);
    for (const [name, hidden] of Object.entries(row.hidden ?? {})) commitments[name] = hidden;
  } else return row.commitment; // left out as a whole: the leaf alone speaks for it
  return hashHex(canonicalJson(commitments));
}

function leafOf({ type, reportId, incidentId, recordedAt }, index, commitment) {
  const [c, i, r, p, t] = [commitment, incidentId, recordedAt, reportId, type].map(canonicalJson); // canonical JSON: members in their order
  return leafHash(`{"commitment":${c},"incidentId":${i},"index":${index},"recordedAt":${r},"reportId":${p},"type":${t},"v":1}`);
}

// ---- signatures: C2SP signed-note, tlog-checkpoint, tlog-cosignature -----------------------------------------------------

export function readKey(vkey) {
  const [, name, id, body] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(vkey.trim()) ?? [];
  const bytes = Buffer.from(body ?? '', 'base64');
  const fits = name && bytes.length === 33 && hashBytes(Buffer.concat([Buffer.from(`${name}\n`), bytes])).subarray(0, 4).toString('hex') === id;
  if (!fits) throw new Error(`Not a public key of the form name+id+key: ${vkey}`);
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), bytes.subarray(1)]);
  return { name, id, kind: bytes[0], bytes: bytes.subarray(1), key: crypto.createPublicKey({ key: der, format: 'der', type: 'spki' }) };
}

export function readNote(text) {
  const cut = text.lastIndexOf('\n\n');
  if (cut === -1) return null;
  const signatures = [];
  for (const line of text.slice(cut + 2).split('\n')) {
    const [, name, body] = /^— (\S+) (\S+)$/.exec(line) ?? [];
    if (!name) continue;
    const bytes = Buffer.from(body, 'base64');
    signatures.push({ name, id: bytes.subarray(0, 4).toString('hex'), bytes: bytes.subarray(4) });
  }
  return { text: text.slice(0, cut + 1), signatures };
}

const madeBy = (note, key) => note.signatures.filter(({ name, id }) => name === key.name && id === key.id);
const isSigned = (note, key) => key.kind === 1 && madeBy(note, key).some(({ bytes }) => crypto.verify(null, Buffer.from(note.text), key.key, bytes));

/** A statement of a receipt may be signed together with others: one signature over the root of a tree, and the way up to it from this text. */
function isSignedTogether(note, key) {
  const id = hashBytes(Buffer.concat([Buffer.from(`${key.name}\n`), Buffer.from('\xffhotline shared signature v1', 'latin1'), key.bytes])).subarray(0, 4).toString('hex');
  return key.kind === 1 && madeBy(note, { name: key.name, id }).some(({ bytes }) => {
    let hash = Buffer.from(leafHash(note.text), 'hex');
    for (let at = 64; at < bytes.length; at += 33) {
      const neighbour = bytes.subarray(at + 1, at + 33);
      if (neighbour.length !== 32) return false;
      hash = bytes[at] === 0 ? nodeHash(neighbour, hash) : nodeHash(hash, neighbour);
    }
    return crypto.verify(null, Buffer.from(`${key.name}/shared/v1\n${hash.toString('base64')}\n`), key.key, bytes.subarray(0, 64));
  });
}

/** When this witness cosigned, in seconds since 1970, or null. */
function cosignedAt(note, key) {
  for (const { bytes } of key.kind === 4 ? madeBy(note, key) : []) {
    if (bytes.length !== 72) continue;
    const time = Number(bytes.readBigUInt64BE());
    if (crypto.verify(null, Buffer.from(`cosignature/v1\ntime ${time}\n${note.text}`), key.key, bytes.subarray(8))) return time;
  }
  return null;
}

function readCheckpoint(text) {
  const note = readNote(text);
  const [origin, size, root] = note?.text.split('\n') ?? [];
  if (!note || !/^\d{1,16}$/.test(size ?? '') || !root) return null;
  return { origin, size: Number(size), root: Buffer.from(root, 'base64').toString('hex'), note };
}

// ---- what else may be checked against the log ----------------------------------------------------------------------------

/** A receipt: the answer to a report as JSON, or its statement alone. */
export function readReceipt(text) {
  const statement = text.trimStart().startsWith('{') ? JSON.parse(text).statement : text;
  const note = typeof statement === 'string' ? readNote(statement) : null;
  const lines = note?.text.split('\n') ?? [];
  const value = (name) => lines.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1);
  const reportId = value('report');
  if (!note || !lines[0].endsWith('/receipt/v1') || !reportId) throw new Error('This file holds no signed statement of a receipt.');
  return { note, origin: lines[0].slice(0, -'/receipt/v1'.length), reportId, contentSha256: value('content-sha256'), acceptedAt: value('accepted') };
}

/** Checkpoints kept elsewhere: one as text, or a journal with one a line (`{"checkpoint": "..."}`). */
export function readPins(text) {
  const notes = text.trimStart().startsWith('{')
    ? text.split('\n').slice(0, text.endsWith('\n') ? undefined : -1).filter((line) => line.trim()).map((line) => JSON.parse(line).checkpoint ?? JSON.parse(line).note)
    : [text];
  const pins = notes.map((note) => readCheckpoint(String(note)));
  if (pins.includes(null)) throw new Error('This file holds no checkpoint.');
  return pins;
}

// ---- pieces of a log: whole lines, examined side by side -----------------------------------------------------------------

/**
 * The leaves that the rows of a piece hash to, one after another, and in `findings` whatever else the checklist asks about, in order: `at` says
 * how many rows of the piece stand before it. Needs to know nothing of other pieces.
 * @param asked isWhole: whether what is left out is named; listings, fields: whether lists of incidents are; reportIds: whose acceptance is
 */
function examine(piece, { isWhole = false, listings = false, fields = false, reportIds = [] }) {
  const text = piece.toString();
  const lines = text.split('\n');
  if (text.endsWith('\n')) lines.pop();
  const report = { start: null, rows: 0, leaves: Buffer.alloc(32 * lines.length), withheld: 0, lastInstant: '', findings: [] };
  const find = (kind, found = {}) => report.findings.push({ at: report.rows, kind, ...found });
  for (const line of lines) {
    const row = parsed(line);
    if (row === null || typeof row !== 'object') find('noise');
    else if (row.format !== undefined) {
      find('head', { row });
      isWhole = row.redaction === 'none';
    } else if (row.checkpoint !== undefined) find('checkpoint', { row });
    else {
      report.start ??= row.index;
      const commitment = commitmentOf(row);
      const leaf = leafOf(row, row.index, commitment ?? '');
      const flaw = flawOf(row, report.start + report.rows, commitment, leaf);
      if (flaw !== null) find('flaw', { flaw, index: row.index });
      if (row.content === undefined) {
        report.withheld++;
        // A log that says it is whole leaves out what was erased, and nothing else.
        if (isWhole) find('missing', { names: row.shown ? Object.keys(row.hidden ?? {}) : ['everything'] });
      }
      if (row.type === 'field.erased') find('erased', { field: fieldsOf(row)?.field, index: fieldsOf(row)?.index });
      if (row.type === 'report.received' && reportIds.includes(row.reportId)) find('accepted', { row });
      if (row.type === 'incident.listed' && listings) find('listed', { incidentId: row.incidentId, fields: fields ? fieldsOf(row) : undefined });
      if (row.recordedAt > report.lastInstant) report.lastInstant = row.recordedAt;
      report.leaves.write(leaf, 32 * report.rows++, 'hex');
    }
  }
  return report;
}

function parsed(line) {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** Reports on the pieces of a log, in their order. A large log is examined on every core; a small one, or where threads are refused, on this. */
async function* examined(pieces, asked) {
  let workers = null;
  const underWay = [];
  try {
    for await (const piece of pieces) {
      if (workers === null) {
        yield examine(piece, asked); // from here on its reader knows what to ask for
        workers = piece.length < LARGE ? [] : startWorkers(asked);
        continue;
      }
      const idlest = workers.filter(({ isGone }) => !isGone()).sort((a, b) => a.waiting() - b.waiting())[0];
      underWay.push(idlest ? idlest.examine(piece).catch(() => examine(piece, asked)) : examine(piece, asked));
      if (underWay.length > 2 * workers.length) yield await underWay.shift();
    }
    while (underWay.length > 0) yield await underWay.shift();
  } finally {
    for (const worker of workers ?? []) worker.stop();
  }
}

/** A piece that is worth a thread of its own, in bytes. */
const LARGE = 1 << 18;

function startWorkers(asked) {
  const count = availableParallelism();
  try {
    return count < 2 ? [] : Array.from({ length: count }, () => startWorker(asked));
  } catch {
    return []; // as under `node --permission`
  }
}

function startWorker(asked) {
  const worker = new Worker(fileURLToPath(import.meta.url), { workerData: { examine: asked } });
  const waiting = [];
  let isGone = false;
  worker.on('message', (report) => waiting.shift().resolve({ ...report, leaves: Buffer.from(report.leaves.buffer) }));
  worker.on('error', () => undefined); // it is gone then
  worker.on('exit', () => {
    isGone = true;
    for (const { reject } of waiting.splice(0)) reject(new Error('The thread is gone.'));
  });
  return {
    examine: (piece) =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        worker.postMessage(piece);
      }),
    waiting: () => waiting.length,
    isGone: () => isGone,
    stop: () => worker.terminate(),
  };
}

if (!isMainThread && workerData?.examine) {
  parentPort.on('message', (piece) => {
    const report = examine(Buffer.from(piece.buffer, piece.byteOffset, piece.length), workerData.examine);
    parentPort.postMessage(report, [report.leaves.buffer]);
  });
}

// ---- the checklist -------------------------------------------------------------------------------------------------------

/** Longest time from acceptance until a checkpoint must cover a report, in milliseconds. */
const MERGE_DELAY_MS = 60_000;

/**
 * @param pieces the export, in order: an (async) iterable of whole lines, one or many at once
 * @param options keys, witnesses: results of readKey; pins: of readPins; receipts: of readReceipt; incidents: rows; isEarlier; listings: whether
 *   `listedAt` is asked for
 * @returns checks: { what, ok: true | false | null (could not be told), detail }; listedAt: the newest index of each incident
 */
export async function verifyLog(pieces, { keys = [], witnesses = [], pins = [], receipts = [], incidents = null, manifests = [], isEarlier = false, listings = false } = {}) {
  const tree = new Tree();
  const bad = { row: null, line: null, root: null, signature: null };
  const wanted = new Set([...pins.map(({ size }) => size), ...manifests.map(({ body }) => body.checkpoint.size)]);
  const rootAt = new Map();
  const accepted = new Map();
  const listed = new Map();
  const listedAt = new Map();
  const missing = new Set();
  const cosigned = new Map();
  let head = null;
  let last = null;
  let final = null;
  let goodUpTo = 0;
  let lastInstant = '';
  let number = 0;
  let withheld = 0;
  const note = (kind, detail) => (bad[kind] ??= detail);
  const keep = () => wanted.has(tree.size) && !rootAt.has(tree.size) && rootAt.set(tree.size, tree.root().toString('hex'));
  const noteRow = (said, why) => note('row', { index: Number.isSafeInteger(said) ? Math.min(tree.size, said) : tree.size, why });
  const asked = { isWhole: false, listings: listings || incidents !== null, fields: incidents !== null, reportIds: receipts.map(({ reportId }) => reportId) };

  const take = {
    noise: () => note('line', `line ${++number} is not JSON`),
    head: ({ row }) => {
      if (++number > 1) note('line', `line ${number} is another head`);
      else if (row.format === 'hotline-log/1') head = row;
      asked.isWhole = head?.redaction === 'none';
    },
    checkpoint: ({ row }) => {
      number++;
      const checkpoint = typeof row.note === 'string' ? readCheckpoint(row.note) : null;
      if (!checkpoint || checkpoint.size !== row.checkpoint) note('line', `line ${number} is not the checkpoint it says it is`);
      else takeCheckpoint(checkpoint, row.final === true);
    },
    flaw: ({ flaw, index }) => noteRow(index, flaw),
    missing: ({ names }) => names.forEach((name) => missing.add(`${name} of index ${tree.size}`)),
    erased: ({ field, index }) => missing.delete(`${field} of index ${index}`),
    accepted: ({ row }) => accepted.set(row.reportId, row),
    listed: ({ incidentId, fields }) => {
      listedAt.set(incidentId, tree.size);
      if (fields) listed.set(incidentId, fields);
    },
  };

  keep();
  for await (const report of examined(pieces, asked)) {
    let taken = 0;
    // The tree grows by what the rows hash to now, whatever hash stands beside them.
    const growTo = (rows) => {
      for (; taken < rows; taken++) {
        number++;
        if (final) note('line', `line ${number} comes after the last checkpoint`);
        tree.append(report.leaves.subarray(32 * taken, 32 * (taken + 1)));
        keep();
      }
    };
    if (report.rows > 0 && report.start !== tree.size) noteRow(report.start, misplaced(report.start, tree.size));
    for (const finding of report.findings) {
      growTo(finding.at);
      take[finding.kind](finding);
    }
    growTo(report.rows);
    withheld += report.withheld;
    if (report.lastInstant > lastInstant) lastInstant = report.lastInstant;
  }

  function takeCheckpoint(checkpoint, isFinal) {
    const { size, root, note: signed, origin } = checkpoint;
    if (size !== tree.size) note('root', `the checkpoint of size ${size} stands after ${tree.size} entries`);
    else if (root !== tree.root().toString('hex')) note('root', `the tree is not that of the checkpoint of size ${size}: something from index ${goodUpTo} to ${size - 1} was changed`);
    else if (!bad.root) goodUpTo = size;
    if (head && origin !== head.origin) note('signature', `the checkpoint of size ${size} belongs to another log, ${origin}`);
    const trusted = keys.length > 0 ? keys : head ? [readKey(head.publicKey)] : [];
    if (!trusted.some((key) => isSigned(signed, key))) note('signature', `the checkpoint of size ${size} is not signed by the log's key`);
    for (const witness of witnesses) {
      const time = cosignedAt(signed, witness);
      if (time !== null) cosigned.set(witness.name, { size, time });
    }
    last = checkpoint;
    if (isFinal) final = checkpoint;
  }

  const checks = [];
  const check = (what, ok, detail = '') => checks.push({ what, ok, detail });

  check('the file is whole', head !== null && final !== null && bad.line === null && final.size === head.size && tree.size === head.size,
    bad.line ?? (head === null ? 'it has no head' : final === null ? 'it ends before its last checkpoint' : `${tree.size} entries, the head says ${head.size}`));
  check('every row gives the leaf it gave when it was recorded', bad.row === null, bad.row ? `first bad index ${bad.row.index}: ${bad.row.why}` : `${tree.size} leaves made again from the rows${withheld > 0 ? `, ${withheld} of them with fields left out behind commitments` : ''}`);
  if (head?.redaction === 'none' && withheld > 0) {
    const [first] = missing;
    check('every field that is missing was erased on the record', first === undefined ? true : isEarlier ? null : false, first ? `${first} is left out and no entry says that it was erased` : `in ${withheld} entries`);
  }
  check('every checkpoint has the root of the tree', bad.root === null && last !== null, bad.root ?? `up to ${goodUpTo}`);
  check('every checkpoint is signed', bad.signature === null && last !== null, bad.signature ?? (keys.length > 0 ? 'by the key you gave' : 'by the key in the export'));
  if (keys.length === 0) check('the key is the one you know', null, 'no --key was given: the export vouches for itself');

  for (const witness of witnesses) {
    const at = cosigned.get(witness.name);
    const isCurrent = at !== undefined && final !== null && at.size === final.size;
    check(`${witness.name} cosigned this history`, at === undefined ? null : true,
      at === undefined ? 'not once' : `size ${at.size} at ${new Date(at.time * 1000).toISOString()}${isCurrent ? '' : '; not cosigned since'}`);
  }

  for (const pin of pins) {
    const sameOrigin = head !== null && pin.origin === head.origin;
    const genuine = keys.length === 0 || keys.some((key) => isSigned(pin.note, key));
    const what = `the log still begins as the checkpoint of size ${pin.size} that you kept`;
    if (!sameOrigin || !genuine) check(what, false, sameOrigin ? 'the kept checkpoint is not signed by the log' : 'it is of another log');
    else if (pin.size > tree.size) check(what, isEarlier ? null : false, `this log has ${tree.size} entries: ${isEarlier ? 'it is an earlier one' : 'it was cut or rolled back'}`);
    else check(what, rootAt.get(pin.size) === pin.root, rootAt.get(pin.size) === pin.root ? '' : 'another history stands here now: the log was forked or rewritten');
  }

  for (const receipt of receipts) checks.push(checkReceipt(receipt, accepted.get(receipt.reportId), { keys, head, lastInstant, size: tree.size }));
  if (incidents) checks.push(checkIncidents(incidents, listed, head));
  for (const manifest of manifests) {
    const trusted = keys.length > 0 ? keys : head ? [readKey(head.publicKey)] : [];
    const { checkpoint } = manifest.body;
    check('the manifest is signed by the log\'s key', trusted.some((key) => isSigned(manifest.note, key)));
    check('the exported file is the one of the manifest', manifest.sha256 === null ? null : manifest.sha256 === manifest.body.sha256, manifest.sha256 === null ? 'the file is not here' : `${manifest.body.rows} rows, counted as: ${manifest.body.countingRule.name}`);
    check('the manifest is bound to this log', checkpoint.size > tree.size && isEarlier ? null : rootAt.get(checkpoint.size) === checkpoint.root, `checkpoint of size ${checkpoint.size}`);
  }
  const isGood = checks.every(({ ok }) => ok !== false);
  return { isGood, entries: tree.size, root: tree.root().toString('hex'), firstBadIndex: bad.row?.index ?? (bad.root ? goodUpTo : null), checks, listedAt };
}

function checkReceipt(receipt, row, { keys, head, lastInstant, size }) {
  const what = `the report ${receipt.reportId} of the receipt`;
  const trusted = keys.length > 0 ? keys : head ? [readKey(head.publicKey)] : [];
  if (!trusted.some((key) => isSigned(receipt.note, key) || isSignedTogether(receipt.note, key))) return { what, ok: false, detail: 'the receipt is not signed by this log: it proves nothing' };
  if (row) {
    const filed = fieldsOf(row)?.contentSha256;
    if (filed === undefined) return { what, ok: true, detail: `is in the log at index ${row.index} (its content hash is left out of this export)` };
    const same = filed === receipt.contentSha256;
    return { what, ok: same, detail: same ? `is in the log at index ${row.index}, as it was accepted` : `is in the log at index ${row.index} with another content than was accepted` };
  }
  const due = Date.parse(receipt.acceptedAt) + MERGE_DELAY_MS;
  if (!(Date.parse(lastInstant) > due)) return { what, ok: null, detail: 'is not in this export, which ends before it had to be' };
  return { what, ok: false, detail: `IS ABSENT: accepted ${receipt.acceptedAt} under the log's own signature, and none of the ${size} entries up to ${lastInstant} records it` };
}

/**
 * What an export shows of a recorded line: areas of armed parties are not named, and where the scope itself says on whose ground it
 * was, or that this is open, the place is the governorate's: points beside such words draw a map of positions.
 */
function shownOf(line) {
  const shown = { ...line, zones: line.openZones ?? [] };
  if (line.scope !== 'EXCLUDED_TARGET_AREA' && line.scope !== 'UNDETERMINED_PLACE') return shown;
  const governorate = line.pcode ? line.pcode.slice(0, 4) : null;
  return { ...shown, lat: null, lon: null, radiusM: null, pcode: governorate, zones: governorate === null ? [] : [governorate] };
}

/** Every incident row must be the newest that the log lists of it. Which incidents a filter chose is for the reader to judge. */
function checkIncidents(rows, listed, head) {
  const what = 'every incident row is what the log records of it';
  if (head?.redaction !== 'none') return { what, ok: null, detail: 'the log is redacted' };
  for (const [at, row] of rows.entries()) {
    const line = listed.get(row.id);
    if (!line) return { what, ok: false, detail: `row ${at + 1}: the log never listed incident ${row.id}` };
    const shown = shownOf(line);
    const changed = Object.keys(row).find((column) => canonicalJson(row[column]) !== canonicalJson(shown[column] ?? null));
    if (changed) return { what, ok: false, detail: `row ${at + 1}, incident ${row.id}: ${changed} differs from the log` };
  }
  return { what, ok: true, detail: `${rows.length} rows` };
}

/** Where the proof of inclusion leads (RFC 6962), as hexadecimal, or null when it does not fit index and size. */
function rootFrom(leaf, index, size, proof) {
  if (!(index < size)) return null;
  let [at, last, hash] = [index, size - 1, Buffer.from(leaf, 'hex')];
  const up = () => ([at, last] = [Math.floor(at / 2), Math.floor(last / 2)]);
  for (const step of proof) {
    if (last === 0) return null;
    const other = Buffer.from(step, 'hex');
    if (other.length !== 32) return null;
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(other, hash);
      while (at % 2 === 0 && at > 0) up();
    } else hash = nodeHash(hash, other);
    up();
  }
  return last === 0 ? hash.toString('hex') : null;
}

/**
 * A published file by itself: what is shown and what is left out make the leaves that the signed checkpoint stands for.
 * @param listed the newest entry of each incident, by its id, when the log was given too
 */
export async function verifyPublication(lines, { keys = [], witnesses = [], listed = null, logSize = null } = {}) {
  const checks = [];
  const check = (what, ok, detail = '') => checks.push({ what, ok, detail });
  let [head, checkpoint, end, flaw, stale, rows, hidden] = [null, null, null, null, null, 0, 0];
  const seen = new Set();
  for await (const line of lines) {
    const row = parsed(line);
    if (head === null) {
      head = row?.format === 'hotline-incidents/1' ? row : {};
      checkpoint = typeof head.checkpoint === 'string' ? readCheckpoint(head.checkpoint) : null;
      continue;
    }
    if (end) flaw ??= 'something comes after the last line';
    if (row?.rows !== undefined) {
      end = row;
      continue;
    }
    rows++;
    const name = `row ${rows}${row ? `, incident ${row.incidentId}` : ''}`;
    if (!row || !checkpoint || !Number.isSafeInteger(row.index) || !Array.isArray(row.proof) || typeof row.shown !== 'object' || row.shown === null) {
      flaw ??= `${name} is not a line of a publication`;
      continue;
    }
    const commitment = commitmentOf(row);
    const leaf = leafOf(row, row.index, commitment);
    if (row.type !== 'incident.listed' || row.shown.id?.[1] !== row.incidentId || seen.has(row.incidentId)) flaw ??= `${name} is not the line of one incident`;
    else if (commitment !== row.commitment || leaf !== row.leafHash) flaw ??= `${name}: what it shows is not what was recorded`;
    else if (rootFrom(leaf, row.index, checkpoint.size, row.proof) !== checkpoint.root) flaw ??= `${name}: its proof does not lead to the checkpoint`;
    seen.add(row.incidentId);
    hidden += Object.keys(row.hidden ?? {}).length;
    if (listed && listed.get(row.incidentId) !== row.index) stale ??= `${name} stands at index ${row.index}, the log lists it last at ${listed.get(row.incidentId) ?? 'no index'}`;
  }
  const trusted = keys.length > 0 ? keys : head?.publicKey ? [readKey(head.publicKey)] : [];
  check('the published file is whole', checkpoint !== null && end !== null && end.rows === rows, !checkpoint ? 'it has no head' : !end ? 'it ends before its last line' : `${rows} incidents of ${JSON.stringify(head.query)}`);
  check('its checkpoint is signed', checkpoint !== null && trusted.some((key) => isSigned(checkpoint.note, key)), checkpoint ? `size ${checkpoint.size}, ${keys.length > 0 ? 'by the key you gave' : 'by the key in the file'}` : '');
  if (keys.length === 0) check('the key is the one you know', null, 'no --key was given: the file vouches for itself');
  for (const witness of witnesses) {
    const time = checkpoint && cosignedAt(checkpoint.note, witness);
    check(`${witness.name} cosigned the checkpoint of the published file`, time === null ? null : true, time === null ? 'not this one' : new Date(time * 1000).toISOString());
  }
  check('every published incident is in the log, as it is shown', flaw === null, flaw ?? `${rows} proofs; ${hidden} fields left out behind commitments`);
  if (listed) check('every published incident is the newest that the log lists', checkpoint?.size === logSize ? stale === null : null, checkpoint?.size === logSize ? (stale ?? '') : 'the log is of another checkpoint');
  return { isGood: checks.every(({ ok }) => ok !== false), checks };
}

/** A manifest as the service gives it, beside the hash of the file it speaks of. */
export function readManifest(text, fileSha256) {
  const { note: signed } = JSON.parse(text);
  const note = readNote(signed);
  const [first, json] = note?.text.split('\n') ?? [];
  if (!first?.endsWith('/manifest/v1')) throw new Error('This file holds no signed manifest.');
  return { note, body: JSON.parse(json), sha256: fileSha256 };
}

// ---- the command ---------------------------------------------------------------------------------------------------------

/** The lines of a file, however large. */
export async function* linesOf(file) {
  let rest = '';
  for await (const chunk of createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop();
    yield* lines;
  }
  if (rest !== '') yield rest;
}

/** The same in pieces of many whole lines. */
export async function* piecesOf(file) {
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    const end = chunk.lastIndexOf(10) + 1;
    if (end > 0) yield Buffer.concat([rest, chunk.subarray(0, end)]);
    rest = end > 0 ? chunk.subarray(end) : Buffer.concat([rest, chunk]);
  }
  if (rest.length > 0) yield rest;
}

async function sha256Of(file) {
  const hash = crypto.createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
}

async function main(args) {
  const given = { key: [], witness: [], pin: [], receipt: [], incidents: [], manifest: [], file: [], publication: [] };
  const flags = new Set();
  let log = null;
  while (args.length > 0) {
    const arg = args.shift();
    if (arg === '--json' || arg === '--earlier') flags.add(arg);
    else if (arg.startsWith('--') && given[arg.slice(2)]) given[arg.slice(2)].push(args.shift() ?? '');
    else if (arg.startsWith('--') || log !== null) throw new Error(`What is ${arg}? The head of this file says how it is used.`);
    else log = arg;
  }
  if (log === null && given.publication.length === 0) throw new Error('Which log? node verify.mjs log.ndjson --key VKEY');
  const useless = log === null && ['pin', 'receipt', 'incidents', 'manifest'].find((name) => given[name].length > 0);
  if (useless) throw new Error(`--${useless} is checked against the log: name the log.ndjson too.`);
  const read = (file) => readFileSync(file, 'utf8');
  const data = given.file[0] ?? given.incidents[0];
  const manifests = [];
  for (const file of given.manifest) manifests.push(readManifest(read(file), data ? await sha256Of(data) : null));
  const [keys, witnesses] = [given.key.map(readKey), given.witness.map(readKey)];
  const { listedAt = null, ...result } = log === null ? { isGood: true, checks: [] } : await verifyLog(piecesOf(log), {
    keys,
    witnesses,
    pins: given.pin.flatMap((file) => readPins(read(file))),
    receipts: given.receipt.map((file) => readReceipt(read(file))),
    incidents: given.incidents[0] ? read(given.incidents[0]).split('\n').filter(Boolean).map((line) => JSON.parse(line)) : null,
    manifests,
    isEarlier: flags.has('--earlier'),
    listings: given.publication.length > 0,
  });
  for (const file of given.publication) {
    const { isGood, checks } = await verifyPublication(linesOf(file), { keys, witnesses, listed: listedAt, logSize: result.entries ?? null });
    result.isGood &&= isGood;
    result.checks.push(...checks);
  }
  if (flags.has('--json')) console.log(JSON.stringify(result, null, 2));
  else {
    console.log(log === null ? `${given.publication.map((file) => basename(file)).join(', ')}\n` : `${basename(log)}: ${result.entries} entries\n`);
    for (const { what, ok, detail } of result.checks) console.log(`${ok === null ? '[ ? ]' : ok ? '[ok ]' : '[BAD]'} ${what}${detail ? `: ${detail}` : ''}`);
    console.log(result.isGood ? '\nNothing was found to be wrong.' : '\nTHIS DOES NOT HOLD. Keep the file.');
  }
  return result.isGood ? 0 : 1;
}

const program = process.argv[1];
if (isMainThread && program && existsSync(program) && realpathSync(program) === realpathSync(fileURLToPath(import.meta.url))) {
  main(process.argv.slice(2)).then(
    (code) => (process.exitCode = code),
    (error) => {
      console.error(error.code === 'ENOENT' ? `There is no file ${error.path}.` : error.message);
      process.exitCode = 2;
    },
  );
}
