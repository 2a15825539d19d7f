import { contractions, type Column } from './contractions';

const column = (name: string, change: Partial<Column> = {}): Column => ({ table: 'report', name, type: 'text', isRequired: false, hasDefault: false, ...change });

describe('what a migration takes away from the version before it', () => {
  it.each<[string, Column[], Column[], string[]]>([
    ['nothing changed', [column('a')], [column('a')], []],
    ['a table of its own', [column('a')], [column('a'), column('b', { table: 'note', isRequired: true })], []],
    ['a column that may be empty', [column('a')], [column('a'), column('b')], []],
    ['a required column with a default', [column('a')], [column('a'), column('b', { isRequired: true, hasDefault: true })], []],
    ['less is asked', [column('a', { isRequired: true })], [column('a')], []],
    ['a required column', [column('a')], [column('a'), column('b', { isRequired: true })], ['report.b is asked for, and earlier versions do not know it']],
    ['a column gone', [column('a'), column('b')], [column('a')], ['report.b is gone']],
    ['a new name', [column('a')], [column('b')], ['report.a is gone']],
    ['another type', [column('a')], [column('a', { type: 'integer' })], ['report.a was text and is integer']],
    ['more is asked', [column('a')], [column('a', { isRequired: true })], ['report.a may no longer be left empty']],
  ])('%s', (_, before, after, said) => expect(contractions(before, after)).toEqual(said));
});
