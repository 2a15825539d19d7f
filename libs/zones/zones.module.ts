import { Module } from '@nestjs/common';
import { AgreementModule } from '@hotline/agreement';
import { MatchZonesStep } from './match-zones.step';
import { PlacesController } from './places.controller';
import { ZonesController } from './zones.controller';
import { ZonesRegistry } from './zones.registry';
import { ZonesRepository } from './zones.repository';
import { ZonesService } from './zones.service';

@Module({
  imports: [AgreementModule],
  controllers: [ZonesController, PlacesController],
  providers: [MatchZonesStep, ZonesRegistry, ZonesRepository, ZonesService],
  exports: [MatchZonesStep, ZonesRegistry, ZonesService],
})
export class ZonesModule {}
