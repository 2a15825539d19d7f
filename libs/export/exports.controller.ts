import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { May } from '@hotline/platform';
import { filterOf, IncidentFilterQuery } from '@hotline/review';
import { FORMATS, type FormatName } from './export-format';
import { IncidentExportService } from './incident-export.service';

@ApiTags('exports')
@ApiBearerAuth()
@Controller('v1/exports')
export class ExportsController {
  constructor(private readonly exports: IncidentExportService) {}

  @Get('incidents.csv')
  @May('export.read')
  @ApiProduces('text/csv')
  @ApiOperation({ summary: 'Incidents as CSV (RFC 4180), as of one instant, streamed' })
  csv(@Query() query: IncidentFilterQuery): Promise<StreamableFile> {
    return this.file('csv', query);
  }

  @Get('incidents.ndjson')
  @May('export.read')
  @ApiProduces('application/x-ndjson')
  @ApiOperation({ summary: 'Incidents as JSON, one a line, as of one instant, streamed' })
  ndjson(@Query() query: IncidentFilterQuery): Promise<StreamableFile> {
    return this.file('ndjson', query);
  }

  @Get('incidents.geojson')
  @May('export.read')
  @ApiProduces('application/geo+json')
  @ApiOperation({ summary: 'Incidents as GeoJSON points (RFC 7946), as of one instant, streamed' })
  geojson(@Query() query: IncidentFilterQuery): Promise<StreamableFile> {
    return this.file('geojson', query);
  }

  private async file(format: FormatName, query: IncidentFilterQuery): Promise<StreamableFile> {
    const stream = await this.exports.stream(format, filterOf(query));
    return new StreamableFile(stream, { type: FORMATS[format].contentType, disposition: `attachment; filename="incidents.${format}"` });
  }
}
