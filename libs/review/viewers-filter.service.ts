import { Injectable } from '@nestjs/common';
import { AgreementRegistry } from '@hotline/agreement';
import type { Caller } from '@hotline/platform';
import { coarseBox } from './coarse-place';
import type { IncidentFilter } from './incident-filter';
import { filterOf, type IncidentFilterQuery } from './list-incidents.dto';

/** The filter of a list as far as this caller may ask: a fine box around a point would find it out, one question after the other. */
@Injectable()
export class ViewersFilter {
  constructor(private readonly registry: AgreementRegistry) {}

  async of(query: IncidentFilterQuery, { role }: Caller): Promise<IncidentFilter> {
    const filter = filterOf(query);
    if (role !== 'reviewer' || !filter.bbox) return filter;
    const { policy } = await this.registry.asOf();
    return { ...filter, bbox: coarseBox(filter.bbox, policy.disclosure.reviewerGridDegrees) };
  }
}
