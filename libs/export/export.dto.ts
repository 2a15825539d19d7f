import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, Matches, ValidateIf } from 'class-validator';
import { IncidentFilterQuery } from '@hotline/review';
import { COUNTING_RULE_NAMES, type CountingRuleName } from './counting-rule';
import { FORMAT_NAMES, type FormatName } from './export-format';
import { REDACTIONS, type Redaction } from './log-line';

const Optional = () => ValidateIf((_: object, value: unknown) => value !== undefined);
const OneOf = (words: readonly string[]) => IsIn([...words], { message: `must be one of ${words.join(', ')}` });
const Size = () => Matches(/^(0|[1-9]\d{0,14})$/, { message: 'must be the size of a checkpoint' });

export class ExportQuery extends IncidentFilterQuery {
  @ApiPropertyOptional({ description: 'Size of an earlier checkpoint: the export as it was known then, byte for byte' })
  @Optional()
  @Size()
  asOf?: string;

  @ApiPropertyOptional({ enum: ['true', 'false'], description: 'A row of HXL hashtags under the header (CSV, XLSX)' })
  @Optional()
  @OneOf(['true', 'false'])
  hxl?: 'true' | 'false';

  @ApiPropertyOptional({ enum: COUNTING_RULE_NAMES, default: 'incidents', description: 'The rule by which the manifest counts' })
  @Optional()
  @OneOf(COUNTING_RULE_NAMES)
  count?: CountingRuleName;
}

/** The question that an export answers, without where and as what it is written. */
export function wordsOf({ asOf: _asOf, format: _format, ...query }: ExportQuery & { format?: string }): Record<string, string> {
  return Object.fromEntries(Object.entries(query).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

export class ManifestQuery extends ExportQuery {
  @ApiPropertyOptional({ enum: FORMAT_NAMES, default: 'csv' })
  @Optional()
  @OneOf(FORMAT_NAMES)
  format?: FormatName;
}

export class LogExportQuery {
  @ApiPropertyOptional({ description: 'Size of an earlier checkpoint' })
  @Optional()
  @Size()
  asOf?: string;

  @ApiPropertyOptional({ enum: REDACTIONS, default: 'none', description: 'publication: fields are left out behind commitments that still verify' })
  @Optional()
  @OneOf(REDACTIONS)
  redaction?: Redaction;
}
