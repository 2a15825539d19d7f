import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { knownAtOf } from '@hotline/agreement';
import { CurrentCaller, HotlineError, May, type Caller } from '@hotline/platform';
import { typesFor } from './zone-audience';
import { ZoneListDto } from './zone-list.dto';
import { SOURCE_WORD } from './zone-file';
import { ZonesRepository } from './zones.repository';
import { ZonesService } from './zones.service';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

@ApiTags('zones')
@ApiBearerAuth()
@Controller('v1')
export class ZonesController {
  constructor(
    private readonly service: ZonesService,
    private readonly zones: ZonesRepository,
  ) {}

  @Post('admin/zones')
  @HttpCode(200)
  @May('zone.import')
  @ApiOperation({ summary: 'Import zones from GeoJSON (OCHA COD-AB or our own properties), all or nothing; unchanged zones stay' })
  @ApiConsumes('application/geo+json', 'application/json')
  @ApiBody({ schema: { type: 'object', description: 'A FeatureCollection of Polygons and MultiPolygons' } })
  @ApiResponse({ status: 200, description: 'How many zones were added, superseded and unchanged' })
  @ApiQuery({ name: 'source', required: false, description: 'Whose map, for features that do not say so', example: 'OCHA' })
  @ApiQuery({ name: 'repair', required: false, enum: ['true', 'false'], description: 'Bring in order what the written rules can and list it; otherwise refuse it' })
  @ApiQuery({ name: 'dryRun', required: false, enum: ['true', 'false'], description: 'Say what would change, with the codes of the zones, and change nothing' })
  import(@CurrentCaller() caller: Caller, @Body() file: Buffer, @Query('source') source?: string, @Query('repair') repair?: string, @Query('dryRun') dryRun?: string) {
    return this.service.importZones(file ?? Buffer.alloc(0), { ...(source === undefined ? {} : { source }), caller, repair: repair === 'true', dryRun: dryRun === 'true' });
  }

  @Get('zones/compare')
  @May('zone.compare')
  @ApiQuery({ name: 'a', example: 'US' })
  @ApiQuery({ name: 'b', example: 'RU' })
  @ApiQuery({ name: 'asKnownAt', required: false })
  @ApiOperation({ summary: 'Two maps side by side: where they agree, contradict each other, and what only one of them shows, in square kilometres' })
  compare(@Query('a') a?: string, @Query('b') b?: string, @Query('asKnownAt') asKnownAt?: string) {
    for (const [field, source] of Object.entries({ a, b })) {
      if (!SOURCE_WORD.test(source ?? '')) throw new HotlineError('request.invalid', undefined, [{ field, problem: 'must be whose map, such as US, RU or RECONCILED' }]);
    }
    return this.service.compare(a!, b!, knownAtOf(asKnownAt));
  }

  @Get('zones')
  @May('zone.read')
  @ApiOperation({ summary: 'The current zone versions, or those known at an instant, without their outlines. Areas of armed parties are shown to those who judge' })
  async list(@CurrentCaller() { role }: Caller, @Query() { cursor, limit = 100, asKnownAt, ...filter }: ZoneListDto) {
    const types = typesFor(role);
    const rows = await this.zones.list({
      ...filter,
      ...(cursor ? { after: readCursor(cursor) } : {}),
      ...(types ? { types } : {}),
      knownAt: knownAtOf(asKnownAt),
      limit: limit + 1,
    });
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return { items, nextCursor: rows.length > limit && last ? Buffer.from(`${last.id}${last.code}`).toString('base64url') : null };
  }

  @Get('zones/:id')
  @May('zone.read')
  @ApiOperation({ summary: 'One zone version with its outline, superseded or not' })
  async one(@CurrentCaller() { role }: Caller, @Param('id') id: string) {
    const zone = UUID.test(id) ? await this.zones.one(id, typesFor(role)) : null;
    if (!zone) throw new HotlineError('not_found');
    return zone;
  }

  @Get('liaison/areas')
  @May('liaison.read')
  @ApiOperation({ summary: "The areas registered for the caller's own party, with their outlines" })
  async ownAreas(@CurrentCaller() { partyCode }: Caller) {
    return { items: partyCode === null ? [] : await this.zones.areasOf(partyCode), nextCursor: null };
  }
}

function readCursor(cursor: string): { code: string; id: string } {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const [id, code] = [text.slice(0, 36), text.slice(36)];
  if (!UUID.test(id) || code === '' || code.includes('\0')) {
    throw new HotlineError('request.invalid', undefined, [{ field: 'cursor', problem: 'is not a nextCursor of this list' }]);
  }
  return { id, code };
}
