import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { AgreementRegistry } from '@hotline/agreement';
import { CurrentCaller, HotlineError, May, type Caller } from '@hotline/platform';
import { FindPlacesDto, ImportPlacesDto } from './find-places.dto';
import type { Candidate } from './gazetteer';
import { readPlaceLines } from './place-lines';
import { ZonesRegistry } from './zones.registry';
import { ZonesService } from './zones.service';

const DEFAULT_RADIUS_M = 2_000;

export interface PlaceCandidate extends Candidate {
  /** The same as `code`. */
  id: string;
}

@ApiTags('places')
@ApiBearerAuth()
@Controller('v1')
export class PlacesController {
  constructor(
    private readonly service: ZonesService,
    private readonly maps: ZonesRegistry,
    private readonly agreements: AgreementRegistry,
  ) {}

  @Get('places')
  @May('place.read')
  @ApiOperation({ summary: 'The places a name could mean, Arabic, Russian or English and misspelt as people misspell; equals stay side by side' })
  @ApiResponse({ status: 200, description: 'Candidates, best first, each with its code, point, radius, confidence from 0 to 1 and why' })
  async find(@Query() { q, within }: FindPlacesDto) {
    const { policy } = await this.agreements.asOf();
    const { gazetteer } = await this.maps.atlas(policy.placing);
    const items = gazetteer.find(q).filter(({ code, pcode }) => within === undefined || code.startsWith(within) || (pcode?.startsWith(within) ?? false));
    const [best, next] = items;
    const isSure = best !== undefined && best.confidence >= policy.placing.nameConfidence;
    return {
      items: items.map((candidate): PlaceCandidate => ({ id: candidate.code, ...candidate })),
      nextCursor: null,
      /** What a report with this name would be: acted on, asked about, or not found. */
      isAmbiguous: best !== undefined && (!isSure || (next !== undefined && next.confidence > best.confidence - policy.placing.nameMargin)),
      policyVersion: policy.version,
    };
  }

  @Post('admin/places')
  @HttpCode(200)
  @May('place.import')
  @ApiConsumes('application/x-ndjson')
  @ApiOperation({ summary: 'Import a gazetteer as JSON lines, all or nothing; places that are not mentioned stay' })
  @ApiBody({ schema: { type: 'string', description: '{ "pcode", "lat", "lon", "name_en", "name_ar", "name_ru", "adm3_pcode", ... } a line each' } })
  @ApiResponse({ status: 200, description: 'How many places were added, superseded and unchanged' })
  import(@CurrentCaller() caller: Caller, @Body() file: Buffer, @Query() { source, radiusM }: ImportPlacesDto) {
    const read = readPlaceLines(file ?? Buffer.alloc(0), { source, radiusM: radiusM ?? DEFAULT_RADIUS_M });
    if (read.ok) return this.service.importPlaces(read.places, caller.accountId);
    const fields = read.faults.map(({ line, fault }) => ({ field: `line ${line}`, problem: fault }));
    throw new HotlineError('request.invalid', 'The places were refused; nothing was stored.', fields);
  }
}
