import { Controller, Get, Header, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, May, type Caller } from '@hotline/platform';
import { FORMATS, type FormatName } from './export-format';
import { ExportQuery, LogExportQuery, ManifestQuery } from './export.dto';
import { IncidentExportService, type ExportCount } from './incident-export.service';
import { LogExportService } from './log-export.service';
import { PublicationService } from './publication.service';
import { verifierFile } from './verifier-file.loader';

interface Reply {
  header(name: string, value: string): Reply;
}

@ApiTags('exports')
@ApiBearerAuth()
@Controller('v1/exports')
export class ExportsController {
  constructor(
    private readonly exports: IncidentExportService,
    private readonly log: LogExportService,
    private readonly publications: PublicationService,
  ) {}

  @Get('incidents.csv')
  @May('export.read')
  @ApiProduces('text/csv')
  @ApiOperation({ summary: 'Incidents as CSV (RFC 4180), as of one checkpoint of the log, streamed' })
  csv(@Query() query: ExportQuery, @CurrentCaller() caller: Caller, @Res({ passthrough: true }) reply: Reply): Promise<StreamableFile> {
    return this.file('csv', query, caller, reply);
  }

  @Get('incidents.ndjson')
  @May('export.read')
  @ApiProduces('application/x-ndjson')
  @ApiOperation({ summary: 'Incidents as JSON, one a line, as of one checkpoint of the log, streamed' })
  ndjson(@Query() query: ExportQuery, @CurrentCaller() caller: Caller, @Res({ passthrough: true }) reply: Reply): Promise<StreamableFile> {
    return this.file('ndjson', query, caller, reply);
  }

  @Get('incidents.geojson')
  @May('export.read')
  @ApiProduces('application/geo+json')
  @ApiOperation({ summary: 'Incidents as GeoJSON points (RFC 7946), as of one checkpoint of the log, streamed' })
  geojson(@Query() query: ExportQuery, @CurrentCaller() caller: Caller, @Res({ passthrough: true }) reply: Reply): Promise<StreamableFile> {
    return this.file('geojson', query, caller, reply);
  }

  @Get('incidents.xlsx')
  @May('export.read')
  @ApiProduces(FORMATS.xlsx.contentType)
  @ApiOperation({ summary: 'Incidents as a workbook (Office Open XML), as of one checkpoint of the log, streamed' })
  xlsx(@Query() query: ExportQuery, @CurrentCaller() caller: Caller, @Res({ passthrough: true }) reply: Reply): Promise<StreamableFile> {
    return this.file('xlsx', query, caller, reply);
  }

  @Get('incidents.publication.ndjson')
  @May('export.read')
  @ApiProduces('application/x-ndjson')
  @ApiOperation({
    summary: 'Incidents for publication: fields left out behind commitments, each line with its own proof of inclusion',
    description: '`verify.mjs --publication` accepts it without the log. What the filter says of an incident is published with it, so no place finer than a governorate may be asked for.',
  })
  async publication(@Query() query: ExportQuery, @CurrentCaller() caller: Caller, @Res({ passthrough: true }) reply: Reply): Promise<StreamableFile> {
    const { stream, size } = await this.publications.stream(query, caller);
    reply.header('hotline-checkpoint', String(size));
    return new StreamableFile(stream, { type: 'application/x-ndjson; charset=utf-8', disposition: 'attachment; filename="incidents.publication.ndjson"' });
  }

  @Get('incidents.count.json')
  @May('export.read')
  @ApiOperation({ summary: 'How many rows a file of this question has, for whoever reads one and wants to know how far he is', description: 'The same for every format. With the `asOf` of the file, which its `hotline-checkpoint` header tells, the number is exact.' })
  count(@Query() query: ExportQuery): Promise<ExportCount> {
    return this.exports.count(query);
  }

  @Get('incidents.manifest.json')
  @May('export.read')
  @ApiOperation({ summary: 'What an export is: query, counting rule, rows, SHA-256, checkpoint; signed with the log key' })
  manifest(@Query() query: ManifestQuery, @CurrentCaller() caller: Caller) {
    return this.exports.manifest(query.format ?? 'csv', query, caller);
  }

  @Get('log.ndjson')
  @May('export.read')
  @ApiProduces('application/x-ndjson')
  @ApiOperation({ summary: 'The whole log: every fact with its leaf, every checkpoint with its cosignatures' })
  async logFile(@Query() query: LogExportQuery, @CurrentCaller() caller: Caller, @Res({ passthrough: true }) reply: Reply): Promise<StreamableFile> {
    const { stream, size } = await this.log.stream(query, caller);
    reply.header('hotline-checkpoint', String(size));
    return new StreamableFile(stream, { type: 'application/x-ndjson; charset=utf-8', disposition: 'attachment; filename="log.ndjson"' });
  }

  @Get('verify.mjs')
  @May('export.verifier')
  @Header('content-type', 'text/javascript; charset=utf-8')
  @ApiProduces('text/javascript')
  @ApiOperation({ summary: 'The offline verifier: one file, runs on Node alone' })
  async verifier(): Promise<StreamableFile> {
    return new StreamableFile(await verifierFile(), { type: 'text/javascript; charset=utf-8', disposition: 'attachment; filename="verify.mjs"' });
  }

  private async file(format: FormatName, query: ExportQuery, caller: Caller, reply: Reply): Promise<StreamableFile> {
    const { stream, size } = await this.exports.stream(format, query, caller);
    const asked = Object.entries(query as Record<string, string | undefined>).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const manifest = new URLSearchParams({ ...Object.fromEntries(asked), format, asOf: String(size) });
    reply.header('hotline-checkpoint', String(size)).header('link', `</v1/exports/incidents.manifest.json?${manifest.toString()}>; rel="describedby"`);
    return new StreamableFile(stream, { type: FORMATS[format].contentType, disposition: `attachment; filename="incidents.${format}"` });
  }
}
