// linkage-files.ts - what people hand to `hotline linkage`: read, or refused with the file, the line and what it needs.
import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { InvalidArgumentError } from 'commander';
import type { AnsweredPair, Model, PairLine, RecordLine, TruthLine } from '@hotline/linkage';

export function readText(file: string): string {
  if (!existsSync(file)) throw new Error(`There is no file ${file}.`);
  return readFileSync(file, 'utf8');
}

export function readRecords(file: string): RecordLine[] {
  const isNumber = (value: unknown) => value === undefined || value === null || (typeof value === 'number' && Number.isFinite(value));
  const isTime = (value: unknown) => typeof value === 'string' && !Number.isNaN(Date.parse(value));
  const records = lines<RecordLine>(file, (record) => {
    if (typeof record.id !== 'string' || record.id === '') return 'needs an id in quotes';
    if (!isTime(record.occurredAt)) return 'needs an occurredAt that is a time, such as "2016-02-29T11:20:00+02:00"';
    if (record.occurredTo && !isTime(record.occurredTo)) return 'has an occurredTo that is no time';
    if (![record.lat, record.lon, record.radiusM].every(isNumber)) return 'has a lat, lon or radiusM that is no number';
    if (Math.abs(record.lat ?? 0) > 90 || Math.abs(record.lon ?? 0) > 180) return 'has a lat or lon that is not on the globe';
    return null;
  });
  const seen = new Set<string>();
  for (const { id } of records) {
    if (seen.has(id)) throw new Error(`${file}: the id ${id} occurs twice.`);
    seen.add(id);
  }
  return records;
}

/** Pairs or clusters, whichever the file holds. Those of records that are not there teach nothing; when none is there, the files do not belong together. */
export function readLabels(file: string, records: readonly RecordLine[]): (PairLine | TruthLine)[] {
  const labels = lines<Partial<PairLine & TruthLine>>(file, ({ a, b, label, id, cluster }) => {
    const isPair = typeof a === 'string' && typeof b === 'string' && (label === 'same' || label === 'different');
    const isTruth = typeof id === 'string' && typeof cluster === 'string';
    return isPair || isTruth ? null : 'needs a, b and a label "same" or "different", or an id and its cluster';
  }) as (PairLine | TruthLine)[];
  const known = new Set(records.map(({ id }) => id));
  const strangers = labels.filter((line) => ('cluster' in line ? !known.has(line.id) : !known.has(line.a) || !known.has(line.b)));
  if (strangers.length === labels.length) throw new Error(`${file}: no line names records of the other file. Do the two belong together?`);
  if (strangers.length > 0) console.error(`${file}: ${strangers.length} of ${labels.length} lines name records that are not there; they are left out.`);
  return labels;
}

export function readAnsweredPairs(file: string): AnsweredPair[] {
  return lines<AnsweredPair>(file, ({ answers, label }) =>
    answers !== null && typeof answers === 'object' && (label === 'same' || label === 'different') ? null : "is not a pair that 'linkage export' wrote; to fit records, name their labels too",
  );
}

export function readModel(file: string): Model {
  const text = readText(file);
  const model = parsed<Model>(text);
  const isModel = typeof model?.version === 'string' && typeof model.priorBits === 'number' && typeof model.thresholds?.suggest === 'number' && typeof model.comparators === 'object';
  if (!isModel) throw new Error(`${file} is not a model that 'linkage fit' wrote.`);
  return model;
}

export function shareOption(text: string): number {
  const share = Number(text);
  if (!(share >= 0.5 && share < 1)) throw new InvalidArgumentError('A share from 0.5 to below 1, such as 0.95.');
  return share;
}

export function positiveOption(text: string): number {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) throw new InvalidArgumentError('A number above 0.');
  return value;
}

export function bitsOption(text: string): number {
  const bits = Number(text);
  if (text.trim() === '' || !Number.isFinite(bits)) throw new InvalidArgumentError('A number of bits, such as 4.25 or -1.');
  return bits;
}

/** Found out before a fit of a minute, not after. */
export function writableOption(file: string): string {
  if (!existsSync(dirname(file))) throw new InvalidArgumentError(`There is no folder ${dirname(file)}.`);
  return file;
}

function lines<T>(file: string, faultOf: (line: T) => string | null): T[] {
  const read = readText(file)
    .split('\n')
    .flatMap((text, index) => {
      if (text.trim() === '') return [];
      const line = parsed<T>(text);
      if (line === null || typeof line !== 'object') throw new Error(`${file}, line ${index + 1}: is not a JSON object.`);
      const fault = faultOf(line);
      if (fault) throw new Error(`${file}, line ${index + 1}: ${fault}.`);
      return [line];
    });
  if (read.length === 0) throw new Error(`${file} holds no lines.`);
  return read;
}

function parsed<T>(text: string): T | null {
  try {
    return JSON.parse(text) as T;
  } catch {
    return null;
  }
}
